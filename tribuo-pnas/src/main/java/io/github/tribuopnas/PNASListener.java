package io.github.tribuopnas;

import io.github.tribuopnas.search.SearchListener;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;

/** Watches a {@link PNASTrainer}: the search, then the training of the winner. */
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
   * The winner's training begins.
   *
   * @param winner the best trial
   * @param epochs how many epochs it will be trained for
   */
  default void winnerChosen(Trial<Cell> winner, int epochs) {}

  /**
   * The winner's training ended an epoch.
   *
   * @param epoch the epoch, from 1
   * @param epochs how many there will be
   * @param loss the mean cross-entropy over its steps
   */
  default void winnerEpochFinished(int epoch, int epochs, double loss) {}
}
