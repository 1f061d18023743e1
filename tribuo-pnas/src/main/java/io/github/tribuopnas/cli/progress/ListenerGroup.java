package io.github.tribuopnas.cli.progress;

import io.github.tribuopnas.FinalPlan;
import io.github.tribuopnas.FinalResult;
import io.github.tribuopnas.Finalist;
import io.github.tribuopnas.PNASListener;
import io.github.tribuopnas.SearchPlan;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.List;

/** Tells several listeners, in their order. */
public final class ListenerGroup implements PNASListener {

  private final List<PNASListener> listeners;

  /**
   * Makes one listener of several.
   *
   * @param listeners told of each event in this order
   */
  public ListenerGroup(PNASListener... listeners) {
    this.listeners = List.of(listeners);
  }

  @Override
  public void searchStarted(SearchPlan plan) {
    listeners.forEach(listener -> listener.searchStarted(plan));
  }

  @Override
  public void batchStarted(int level, List<Proposal<Cell>> batch) {
    listeners.forEach(listener -> listener.batchStarted(level, batch));
  }

  @Override
  public void trialFinished(Trial<Cell> trial) {
    listeners.forEach(listener -> listener.trialFinished(trial));
  }

  @Override
  public void batchFinished(int level, List<Trial<Cell>> trials) {
    listeners.forEach(listener -> listener.batchFinished(level, trials));
  }

  @Override
  public void searchEnded(SearchResult<Cell> result) {
    listeners.forEach(listener -> listener.searchEnded(result));
  }

  @Override
  public void finalTrainingStarted(FinalPlan plan) {
    listeners.forEach(listener -> listener.finalTrainingStarted(plan));
  }

  @Override
  public void finalEpochFinished(Finalist finalist, int epoch, int epochs, double loss) {
    listeners.forEach(listener -> listener.finalEpochFinished(finalist, epoch, epochs, loss));
  }

  @Override
  public void finalTrainingEnded(FinalResult result) {
    listeners.forEach(listener -> listener.finalTrainingEnded(result));
  }
}
