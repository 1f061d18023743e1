package io.github.tribuopnas;

import io.github.tribuopnas.search.SearchListener;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.space.Cell;

/** Watches a {@link PNASTrainer}: the search, then final training. */
public interface PNASListener extends SearchListener<Cell> {

  /** Watches nothing. */
  PNASListener NONE = new PNASListener() {};

  /**
   * The search begins.
   *
   * @param plan what it is set to do
   */
  default void searchStarted(SearchPlan plan) {}

  /**
   * The search is over, as set or before.
   *
   * @param result all that it measured, and why it ended early if it did
   */
  default void searchEnded(SearchResult<Cell> result) {}

  /**
   * Final training begins.
   *
   * @param plan what it is set to do
   */
  default void finalTrainingStarted(FinalPlan plan) {}

  /**
   * The training of a finalist ended an epoch. Told by one thread at a time, not always by the one
   * that trains.
   *
   * @param finalist the finalist
   * @param epoch the epoch, from 1
   * @param epochs how many there will be if the finalist goes on to the end
   * @param loss the mean cross-entropy over its steps
   */
  default void finalEpochFinished(Finalist finalist, int epoch, int epochs, double loss) {}

  /**
   * Final training is over.
   *
   * @param result what it gave
   */
  default void finalTrainingEnded(FinalResult result) {}
}
