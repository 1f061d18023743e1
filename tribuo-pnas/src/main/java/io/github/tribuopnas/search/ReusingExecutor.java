package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.search.trial.TrialKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Takes over what is known already, and has the rest measured.
 *
 * @param <A> the architecture
 */
public final class ReusingExecutor<A> implements TrialExecutor<A> {

  private final TrialExecutor<A> executor;
  private final Map<TrialKey<A>, Trial<A>> known;

  /**
   * Puts known answers before an executor.
   *
   * @param executor measures what is not known; closed with this one
   * @param known trials under the same {@link TrialContext}, by their keys
   */
  public ReusingExecutor(TrialExecutor<A> executor, Map<TrialKey<A>, Trial<A>> known) {
    this.executor = Objects.requireNonNull(executor, "executor");
    this.known = Map.copyOf(known);
  }

  @Override
  public void execute(List<Proposal<A>> batch, Callback<A> callback) throws InterruptedException {
    List<Proposal<A>> open = answer(batch, callback);
    if (!open.isEmpty()) {
      executor.execute(
          open,
          new Callback<>() {
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
              return answer(callback.more(), callback);
            }
          });
    }
  }

  /** Answers what is known, and what is asked thereupon; returns the rest. */
  private List<Proposal<A>> answer(List<Proposal<A>> asked, Callback<A> callback) {
    List<Proposal<A>> open = new ArrayList<>();
    Deque<Proposal<A>> left = new ArrayDeque<>(asked);
    while (!left.isEmpty()) {
      Proposal<A> proposal = left.remove();
      Trial<A> trial = known.get(proposal.key());
      if (trial == null) {
        open.add(proposal);
      } else if (callback.goesOn()) {
        callback.finished(trial.withProposal(proposal));
        left.addAll(callback.more());
      }
    }
    return open;
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
