package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import java.util.List;

/**
 * Keeps the batches of a search and their trials, so that a search stopped at any instant can
 * continue. Written by one driver at a time. A record survives any crash after the method has
 * returned; a crash within the method leaves all of the record or nothing.
 *
 * <p>Safe for use by several threads.
 *
 * @param <A> the architecture
 */
public interface TrialStore<A> extends AutoCloseable {

  /**
   * Records a batch before it is measured. A resumed search repeats its old batches: one that is
   * already recorded must be the same.
   *
   * @param number the number of the batch in the search, from 0, without gaps
   * @param batch what is asked, not empty
   * @throws TrialStoreException if another batch is recorded under the number, if batches before it
   *     are missing, if a key was asked before, or if it cannot be written
   */
  void startBatch(int number, List<Proposal<A>> batch);

  /**
   * Records a finished trial of a batch that was started. A complete trial is final: a duplicate or
   * late result of its {@link TrialKey} is dropped. A failed one may be retried; the count of
   * attempts continues.
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
