package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.benchmarks.nasbench201.AccuracyTable;
import io.github.tribuopnas.benchmarks.nasbench201.Architecture;
import io.github.tribuopnas.benchmarks.nasbench201.Nasbench201Space;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * One search against a table of accuracies. The strategy is told validation accuracies and nothing
 * else.
 *
 * @param space what is searched
 * @param table where the accuracies come from
 * @param seed of the strategy
 */
record Race(Nasbench201Space space, AccuracyTable table, long seed) {

  private static final double PERCENT = 100;

  /** Returns what a strategy asked, in that order, up to a budget. */
  List<Architecture> run(SearchStrategy<Architecture> strategy, int budget) {
    List<Architecture> asked = new ArrayList<>();
    List<Proposal<Architecture>> batch = strategy.ask();
    while (!batch.isEmpty() && asked.size() < budget) {
      List<Trial<Architecture>> trials = new ArrayList<>(batch.size());
      for (Proposal<Architecture> proposal : batch) {
        double accuracy = table.validation(proposal.architecture()) / PERCENT;
        trials.add(Trial.complete(proposal, Metrics.NONE.with(Metrics.ACCURACY, accuracy)));
        asked.add(proposal.architecture());
      }
      strategy.tell(trials);
      batch = strategy.ask();
    }
    return asked;
  }
}
