package io.github.tribuopnas.cli.progress;

import io.github.tribuopnas.SearchPlan;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Trial;
import java.util.OptionalDouble;

/**
 * How long a search will still take, from the seconds that its trials took. A level without trials
 * is assumed to cost as much as the last level with trials, in proportion to its blocks plus one
 * for what surrounds the cells.
 */
final class SearchEstimate {

  private final SearchPlan plan;
  private final double[] trained;
  private final double[] timed;
  private final double[] seconds;
  private int ended;

  SearchEstimate(SearchPlan plan) {
    this.plan = plan;
    int levels = plan.trainings().size();
    trained = new double[levels];
    timed = new double[levels];
    seconds = new double[levels];
  }

  /** A trial ended, now or before the search was resumed. */
  void ended(Trial<?> trial) {
    int level = trial.proposal().level() - 1;
    double training = training(trial);
    ended++;
    trained[level] += training;
    double took = trial.metrics().get(Metrics.SECONDS);
    if (!Double.isNaN(took)) {
      timed[level] += training;
      seconds[level] += took;
    }
  }

  /** The part of a full training that a trial took; what failed will not be trained on. */
  private double training(Trial<?> trial) {
    double epochs = trial.metrics().get(Metrics.EPOCHS);
    return trial.isComplete() && !Double.isNaN(epochs)
        ? epochs / plan.epochs()
        : trial.proposal().fidelity().fraction();
  }

  /** Returns the seconds of the trials to come, without any limit of time; empty if unknown. */
  OptionalDouble trials() {
    // No trial is more than a full training, unless it is of the last rung.
    double affordable = plan.budget().trials() - ended;
    double work = 0;
    for (int level = 0; level < trained.length; level++) {
      double left = Math.min(Math.max(plan.trainings().get(level) - trained[level], 0), affordable);
      affordable -= left;
      double each = each(level);
      if (left > 0 && Double.isNaN(each)) {
        return OptionalDouble.empty();
      }
      work += left == 0 ? 0 : left * each;
    }
    return OptionalDouble.of(work / plan.workers());
  }

  /** Returns the seconds of final training; empty if unknown. */
  OptionalDouble finals() {
    double candidate = each(trained.length - 1);
    return Double.isNaN(candidate)
        ? OptionalDouble.empty()
        : OptionalDouble.of(candidate * plan.finalTraining());
  }

  /** Returns the seconds of a full training, NaN if nothing is known of it. */
  private double each(int level) {
    for (int known = level; known >= 0; known--) {
      if (timed[known] > 0) {
        return seconds[known] / timed[known] * (level + 2) / (known + 2);
      }
    }
    return Double.NaN;
  }
}
