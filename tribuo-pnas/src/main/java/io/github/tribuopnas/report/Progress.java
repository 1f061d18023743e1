package io.github.tribuopnas.report;

import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.List;

/**
 * How the objective improved over a search.
 *
 * @param steps the trials that were measured, in the order of the search
 */
record Progress(List<Step> steps) {

  /**
   * A measured trial.
   *
   * @param number its place among all trials, from 1
   * @param trial the trial
   * @param best the best value so far at any level
   * @param bestOfLevel the best value so far at the trial's level
   */
  record Step(int number, Trial<Cell> trial, double best, double bestOfLevel) {

    int level() {
      return trial.proposal().level();
    }
  }

  static Progress of(List<Trial<Cell>> trials, Objective objective) {
    List<Step> steps = new ArrayList<>();
    double best = Double.NaN;
    double bestOfLevel = Double.NaN;
    int level = 0;
    for (int i = 0; i < trials.size(); i++) {
      Trial<Cell> trial = trials.get(i);
      if (trial.isComplete()) {
        int own = trial.proposal().level();
        double value = objective.value(trial);
        best = better(best, value, objective);
        bestOfLevel = own == level ? better(bestOfLevel, value, objective) : value;
        level = own;
        steps.add(new Step(i + 1, trial, best, bestOfLevel));
      }
    }
    return new Progress(List.copyOf(steps));
  }

  private static double better(double before, double value, Objective objective) {
    Objective.Direction direction = objective.direction();
    return direction.score(before) >= direction.score(value) ? before : value;
  }
}
