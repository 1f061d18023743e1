package io.github.tribuopnas.search.strategy.economy;

import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;

/** What the learning curve of a trial that was stopped early says of its end. */
final class LearningCurve {

  private LearningCurve() {}

  /**
   * Returns a score by which trials that were trained equally long are ranked. Where the accuracy
   * or the loss after each epoch is known, it is the mean of all epochs, each weighted by the
   * square of its number: later epochs say more, and the mean of several is less noisy than the
   * last alone.
   *
   * @param trial a complete trial
   * @param objective what to optimize
   * @return a number whose high values are better
   */
  static double score(Trial<?> trial, Objective objective) {
    return score(trial, objective, Integer.MAX_VALUE);
  }

  /**
   * Returns the score that a trial had after some epochs, by which trials that were trained longer
   * or shorter can be compared.
   *
   * @param trial a complete trial
   * @param objective what to optimize
   * @param epochs how many count, at least 1; all, if the trial has fewer
   * @return a number whose high values are better
   */
  static double score(Trial<?> trial, Objective objective, int epochs) {
    List<Double> values =
        switch (objective.metric()) {
          case Metrics.ACCURACY -> trial.run().epochAccuracies();
          case Metrics.LOSS -> trial.run().epochLosses();
          default -> List.<Double>of();
        };
    if (values.isEmpty()) {
      return objective.score(trial);
    }
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < Math.min(epochs, values.size()); i++) {
      double weight = (i + 1.0) * (i + 1.0);
      sum += weight * values.get(i);
      weights += weight;
    }
    return objective.direction().score(sum / weights);
  }
}
