package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import java.util.List;

/**
 * Keeps what a search asked and what came of it, so that a search stopped at any instant goes on
 * where it stood. Written by one driver at a time. What a method recorded is there after a crash
 * that follows its return, and a crash within it leaves either all or nothing of it.
 *
 * <p>Safe for use by several threads.
 *
 * @param <A> the architecture
 */
public interface TrialStore<A> extends AutoCloseable {

  /**
   * Records that a batch is asked. A search that goes on asks its old batches again: one that is
   * recorded already must be the same.
   *
   * @param number the number of the batch in the search, from 0, without gaps
   * @param batch what is asked, not empty
   * @throws TrialStoreException if another batch is recorded under the number, if batches before it
   *     are missing, if a key was asked before, or if it cannot be written
   */
  void startBatch(int number, List<Proposal<A>> batch);

  /**
   * Records a finished trial of a batch that was started. A complete trial stays so: a duplicate or
   * late result of its {@link TrialKey} is dropped. A failed one may be tried again; its attempts
   * are counted on.
   *
   * @param trial the trial
   * @return whether it was recorded; false if it was dropped
   * @throws TrialStoreException if its key was never asked, or if it cannot be written
   */
  boolean append(Trial<A> trial);

  /**
   * Returns the last trial of each key that has one.
   *
   * @return the trials, in the order in which they were recorded
   */
  List<Trial<A>> trials();

  /**
   * Returns all that was asked.
   *
   * @return the batches in their order
   */
  List<List<Proposal<A>>> batches();

  /** Lets the next driver write. Does nothing if closed before. */
  @Override
  void close();
}
