package io.github.tribuopnas.benchmarks.curves;

import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trains by looking up a curve, and counts the epochs that a training would have taken. */
final class CurveExecutor implements TrialExecutor<Integer> {

  private static final double PERCENT = 100;

  private final CurveTable table;
  private final Map<Integer, Integer> trained = new HashMap<>();

  CurveExecutor(CurveTable table) {
    this.table = table;
  }

  @Override
  public void execute(List<Proposal<Integer>> batch, Callback<Integer> callback) {
    for (Proposal<Integer> proposal : batch) {
      int epochs = proposal.fidelity().epochs(table.epochs());
      trained.merge(proposal.architecture(), epochs, Math::max);
      List<Double> accuracies =
          table.curves().get(proposal.architecture()).validation().subList(0, epochs).stream()
              .map(accuracy -> accuracy / PERCENT)
              .toList();
      Metrics metrics = Metrics.NONE.with(Metrics.ACCURACY, accuracies.get(epochs - 1));
      callback.finished(
          Trial.complete(proposal, metrics).withRun(new TrialRun("", "", 1, accuracies)));
    }
  }

  /** Returns how many epochs were trained in all; a training that goes on counts once. */
  long epochs() {
    return trained.values().stream().mapToLong(Integer::longValue).sum();
  }

  @Override
  public int workers() {
    return 1;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
