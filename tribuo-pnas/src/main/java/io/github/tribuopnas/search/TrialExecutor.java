package io.github.tribuopnas.search;

import java.util.List;

/**
 * Measures architectures, several at once if it can. What it measures must depend on the
 * architecture and the executor's settings alone, never on how many run beside it.
 *
 * @param <A> the architecture
 */
public interface TrialExecutor<A> extends AutoCloseable {

  /** Hears of each trial as it ends. Called by one thread at a time. */
  @FunctionalInterface
  interface Callback<A> {

    /**
     * Takes a finished trial.
     *
     * @param trial the trial
     */
    void finished(Trial<A> trial);
  }

  /**
   * Measures a batch and returns when all of it has ended. What goes wrong with one trial becomes a
   * failed trial; an exception means that no more can be run.
   *
   * @param batch what to measure
   * @param callback hears of each trial as it ends, in any order
   * @throws InterruptedException if the calling thread is interrupted; running trials are stopped
   */
  void execute(List<Proposal<A>> batch, Callback<A> callback) throws InterruptedException;

  /**
   * Returns how many trials run at once.
   *
   * @return the number, at least 1
   */
  int workers();

  /** Stops what runs and frees what is held. */
  @Override
  void close();
}
