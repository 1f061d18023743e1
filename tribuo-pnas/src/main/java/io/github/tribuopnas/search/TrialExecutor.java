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

  /** Is notified of each trial as it ends. Called by the thread that called {@link #execute}. */
  @FunctionalInterface
  interface Callback<A> {

    /**
     * Takes a finished trial. What it throws ends {@link #execute}; running trials are stopped.
     *
     * @param trial the trial
     */
    void finished(Trial<A> trial);

    /**
     * Returns whether to measure more. Called before each trial is started.
     *
     * @return false to start no further trial
     */
    default boolean goesOn() {
      return true;
    }

    /**
     * Returns what to measure besides, after all that was given before. Called after each trial
     * that ended; an executor that does not is given the rest in another batch.
     *
     * @return further proposals, none by default
     */
    default List<Proposal<A>> more() {
      return List.of();
    }
  }

  /**
   * Measures a batch and what is added to it. Returns when all these trials have ended or, after
   * {@link Callback#goesOn} returned false, when all started trials have. Trials are started in the
   * order of the batch. An error in one trial makes it a failed trial; an exception means that none
   * can be run.
   *
   * @param batch what to measure
   * @param callback is notified of each trial as it ends, in any order
   * @throws InterruptedException if the calling thread is interrupted; running trials are stopped
   */
  void execute(List<Proposal<A>> batch, Callback<A> callback) throws InterruptedException;

  /**
   * Frees what is kept to continue trials at a higher fidelity, except for some architectures. If
   * another one is asked for nevertheless, its trial takes longer and has the same result. Does
   * nothing by default.
   *
   * @param architectures those that may still be asked for
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
