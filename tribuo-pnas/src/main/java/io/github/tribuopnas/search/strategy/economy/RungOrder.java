package io.github.tribuopnas.search.strategy.economy;

import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether longer training changed the order of candidates. One that falls behind another by less
 * than the standard error of the metric, where it is known, is not behind.
 *
 * @param objective what they are ordered by
 */
record RungOrder<A>(Objective objective) {

  /**
   * Returns whether an order was kept.
   *
   * @param before the trials of the rung before, those of candidates that went no further included
   * @param now the trials of a rung
   * @return whether no candidate fell behind one that was worse before; false if a trial failed, or
   *     if two were equal before
   */
  boolean isKept(List<Trial<A>> before, List<Trial<A>> now) {
    if (!now.stream().allMatch(Trial::isComplete)) {
      return false;
    }
    Map<A, Trial<A>> earlier = new HashMap<>();
    before.forEach(trial -> earlier.put(trial.architecture(), trial));
    for (Trial<A> one : now) {
      for (Trial<A> other : now) {
        double gap = gap(earlier(earlier, one), earlier(earlier, other));
        boolean isTied = gap == 0 && one != other;
        if (isTied || gap > 0 && gap(one, other) < -objective.margin(other)) {
          return false;
        }
      }
    }
    return true;
  }

  private static <A> Trial<A> earlier(Map<A, Trial<A>> trials, Trial<A> trial) {
    return Objects.requireNonNull(trials.get(trial.architecture()));
  }

  private double gap(Trial<A> one, Trial<A> other) {
    return LearningCurve.score(one, objective) - LearningCurve.score(other, objective);
  }
}
