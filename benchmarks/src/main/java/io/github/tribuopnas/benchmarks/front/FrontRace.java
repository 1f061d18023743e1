package io.github.tribuopnas.benchmarks.front;

import io.github.tribuopnas.benchmarks.nasbench201.AccuracyTable;
import io.github.tribuopnas.benchmarks.nasbench201.Architecture;
import io.github.tribuopnas.benchmarks.nasbench201.LatencyTable;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.front.Hypervolume;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Searches against a table of accuracies and one of latencies. A strategy is told both of what it
 * has asked, and nothing else.
 *
 * @param accuracies in percent
 * @param latencies in milliseconds
 * @param floor the validation accuracy in percent up to which nothing counts
 */
record FrontRace(AccuracyTable accuracies, LatencyTable latencies, double floor) {

  /** The name of the measure of time. */
  static final String LATENCY = "latency";

  private static final double PERCENT = 100;

  /** Returns what is searched for: accuracy above the floor, and little time. */
  Objective accuracy() {
    return Objective.ACCURACY.withLimit(floor / PERCENT);
  }

  /** Returns what is searched for besides. */
  static Objective latency() {
    return Objective.minimize(LATENCY);
  }

  /** Returns what a strategy asked, in that order, up to a budget. */
  List<Architecture> run(SearchStrategy<Architecture> strategy, int budget) {
    List<Architecture> asked = new ArrayList<>();
    List<Proposal<Architecture>> batch = strategy.ask();
    while (!batch.isEmpty() && asked.size() < budget) {
      batch.forEach(proposal -> asked.add(proposal.architecture()));
      strategy.tell(
          batch.stream()
              .map(
                  proposal ->
                      Trial.complete(
                          proposal,
                          Metrics.NONE
                              .with(
                                  Metrics.ACCURACY,
                                  accuracies.validation(proposal.architecture()) / PERCENT)
                              .with(LATENCY, latencies.milliseconds(proposal.architecture()))))
              .toList());
      batch = strategy.ask();
    }
    return asked;
  }

  /**
   * Returns the area that some cells dominate between the floor and 100 % and between the longest
   * latency and none.
   */
  double hypervolume(List<Architecture> cells) {
    double[][] points =
        cells.stream()
            .map(cell -> new double[] {accuracies.validation(cell), -latencies.milliseconds(cell)})
            .toArray(double[][]::new);
    return Hypervolume.of(points, new double[] {floor, -latencies.longest()});
  }

  /** Returns the area that the whole table dominates. */
  double whole() {
    return hypervolume(IntStream.range(0, Architecture.COUNT).mapToObj(Architecture::new).toList());
  }
}
