package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import java.util.Set;

/**
 * Measures architectures, several at once if it can. What it measures must depend on the
 * architecture and the executor's settings alone, never on how many run beside it.
 *
 * @param <A> the architecture
 */
public interface TrialExecutor<A> extends AutoCloseable {

  /** Hears of each trial as it ends. Called by the thread that called {@link #execute}. */
  @FunctionalInterface
  interface Callback<A> {

    /**
     * Takes a finished trial. What it throws ends {@link #execute}; running trials are stopped.
     *
     * @param trial the trial
     */
    void finished(Trial<A> trial);

    /**
     * Returns whether more is to be measured; asked before a trial is started.
     *
     * @return false if no further trial is to be started
     */
    default boolean goesOn() {
      return true;
    }
  }

  /**
   * Measures a batch and returns when all of it has ended, or, once no more is wanted, when all has
   * ended that was started. Trials are started in the order of the batch. What goes wrong with one
   * trial becomes a failed trial; an exception means that no more can be run.
   *
   * @param batch what to measure
   * @param callback hears of each trial as it ends, in any order
   * @throws InterruptedException if the calling thread is interrupted; running trials are stopped
   */
  void execute(List<Proposal<A>> batch, Callback<A> callback) throws InterruptedException;

  /**
   * Frees what is kept for trials to go on at a higher fidelity, save for some architectures. A
   * trial of another that is asked all the same takes longer and gives the same result. Does
   * nothing by default.
   *
   * @param architectures those that may be asked again
   */
  default void keepOnly(Set<A> architectures) {}

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
