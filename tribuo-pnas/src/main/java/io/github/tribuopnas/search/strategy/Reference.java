package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;

/** The worst scores that count, from which a dominated hypervolume is measured. */
final class Reference {

  /** So much of the range lies below the worst that was measured, so that it counts too. */
  private static final double MARGIN = 0.1;

  private Reference() {}

  /**
   * Returns the limits of objectives, or a little less than the worst that was measured where there
   * is none.
   *
   * @param measured complete trials, at least one
   */
  static <A> double[] of(List<Trial<A>> measured, List<Objective> objectives) {
    return objectives.stream().mapToDouble(objective -> of(measured, objective)).toArray();
  }

  private static <A> double of(List<Trial<A>> measured, Objective objective) {
    if (objective.limit().isPresent()) {
      return objective.direction().score(objective.limit().getAsDouble());
    }
    double worst = measured.stream().mapToDouble(objective::score).min().orElseThrow();
    double best = measured.stream().mapToDouble(objective::score).max().orElseThrow();
    return worst - MARGIN * (best > worst ? best - worst : Math.max(1, Math.abs(worst)));
  }
}
