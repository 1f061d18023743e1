package io.github.tribuopnas.search.strategy.progressive;

import io.github.tribuopnas.search.strategy.Predictions;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

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
    return objectives.stream()
        .mapToDouble(objective -> of(measured, objective, DoubleStream.empty()))
        .toArray();
  }

  /**
   * Returns the same where nothing of a level was measured: for all objectives but the first, what
   * is predicted counts too. Cells of more blocks take longer than any before, and would not count,
   * however accurate.
   *
   * @param measured complete trials of levels below, at least one
   * @param predictions of the candidates, by objective
   */
  static <A> double[] beyond(
      List<Trial<A>> measured, List<Objective> objectives, Predictions predictions) {
    double[] reference = of(measured, objectives);
    for (int i = 1; i < reference.length; i++) {
      reference[i] = of(measured, objectives.get(i), Arrays.stream(predictions.mean()[i]));
    }
    return reference;
  }

  private static <A> double of(
      List<Trial<A>> measured, Objective objective, DoubleStream predicted) {
    if (objective.limit().isPresent()) {
      return objective.direction().score(objective.limit().getAsDouble());
    }
    double best = measured.stream().mapToDouble(objective::score).max().orElseThrow();
    double worst =
        DoubleStream.concat(measured.stream().mapToDouble(objective::score), predicted)
            .min()
            .orElseThrow();
    return worst - MARGIN * (best > worst ? best - worst : Math.max(1, Math.abs(worst)));
  }
}
