package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Adds to each trial when it ended: {@link Metrics#ELAPSED}, by the clock of the driver. A resumed
 * search continues the count from its last trial, so that the time in which nothing ran is left
 * out.
 *
 * @param <A> the architecture
 */
public final class TimedExecutor<A> extends ForwardingExecutor<A> {

  private static final double NANOS = 1e9;

  private final LongSupplier nanoTime;
  private final double before;
  private final long start;

  /**
   * Starts the clock.
   *
   * @param executor does the measuring; closed with this one
   * @param earlier the trials of the search that is resumed; empty for a new one
   */
  public TimedExecutor(TrialExecutor<A> executor, List<Trial<A>> earlier) {
    this(executor, earlier, System::nanoTime);
  }

  TimedExecutor(TrialExecutor<A> executor, List<Trial<A>> earlier, LongSupplier nanoTime) {
    super(executor);
    this.nanoTime = nanoTime;
    before =
        earlier.stream()
            .mapToDouble(trial -> trial.metrics().get(Metrics.ELAPSED))
            .filter(seconds -> !Double.isNaN(seconds))
            .max()
            .orElse(0);
    start = nanoTime.getAsLong();
  }

  @Override
  public void execute(List<Proposal<A>> batch, Callback<A> callback) throws InterruptedException {
    super.execute(
        batch,
        new ForwardingCallback<>(callback) {
          @Override
          public void finished(Trial<A> trial) {
            super.finished(timed(trial));
          }
        });
  }

  private Trial<A> timed(Trial<A> trial) {
    double elapsed = before + (nanoTime.getAsLong() - start) / NANOS;
    return trial.withMetrics(trial.metrics().with(Metrics.ELAPSED, elapsed));
  }
}
