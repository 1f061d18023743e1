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
   * @param plan what it is going to do
   */
  default void searchStarted(SearchPlan plan) {}

  /**
   * The search is over, at its planned end or earlier.
   *
   * @param result all its trials, and the reason if it ended early
   */
  default void searchEnded(SearchResult<Cell> result) {}

  /**
   * Final training begins.
   *
   * @param plan what it is going to do
   */
  default void finalTrainingStarted(FinalPlan plan) {}

  /**
   * A finalist completed an epoch. Called by one thread at a time, not always by the one that
   * trains.
   *
   * @param finalist the finalist
   * @param epoch the epoch, from 1
   * @param epochs the number of epochs if the finalist is trained to the end
   * @param loss the mean cross-entropy over its steps
   */
  default void finalEpochFinished(Finalist finalist, int epoch, int epochs, double loss) {}

  /**
   * Final training is over.
   *
   * @param result the trained networks
   */
  default void finalTrainingEnded(FinalResult result) {}
}
