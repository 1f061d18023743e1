package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Leaves all to another executor; a subclass does more.
 *
 * @param <A> the architecture
 */
public abstract class ForwardingExecutor<A> implements TrialExecutor<A> {

  private final TrialExecutor<A> executor;

  /**
   * Forwards to an executor.
   *
   * @param executor does the measuring; closed with this one
   */
  protected ForwardingExecutor(TrialExecutor<A> executor) {
    this.executor = Objects.requireNonNull(executor, "executor");
  }

  /**
   * Leaves all to another callback; a subclass does more.
   *
   * @param <A> the architecture
   */
  protected abstract static class ForwardingCallback<A> implements Callback<A> {

    private final Callback<A> callback;

    /**
     * Forwards to a callback.
     *
     * @param callback is notified
     */
    protected ForwardingCallback(Callback<A> callback) {
      this.callback = callback;
    }

    @Override
    public void finished(Trial<A> trial) {
      callback.finished(trial);
    }

    @Override
    public boolean goesOn() {
      return callback.goesOn();
    }

    @Override
    public List<Proposal<A>> more() {
      return callback.more();
    }
  }

  @Override
  public void execute(List<Proposal<A>> batch, Callback<A> callback) throws InterruptedException {
    executor.execute(batch, callback);
  }

  @Override
  public void keepOnly(Set<A> architectures) {
    executor.keepOnly(architectures);
  }

  @Override
  public int workers() {
    return executor.workers();
  }

  @Override
  public void close() {
    executor.close();
  }
}
