package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The trials that were trained longest, and which of them are equally good.
 *
 * @param <A> the architecture
 * @param size how many trials there are
 * @param best the best of them
 * @param equals those within one standard error of the best
 * @param ofLoss those of the equals that are within one standard error of their lowest loss: after
 *     a long training the loss tells more than the accuracy does
 * @param objectives what the search optimizes, the most important first
 */
record LastRung<A>(
    int size,
    Trial<A> best,
    List<Trial<A>> equals,
    List<Trial<A>> ofLoss,
    List<Objective> objectives) {

  /** Finds the trials that were trained as long as the best, and are within all limits. */
  static <A> LastRung<A> of(Trial<A> best, List<Trial<A>> trials, List<Objective> objectives) {
    List<Trial<A>> rung =
        trials.stream()
            .filter(trial -> trial.proposal().fidelity().equals(best.proposal().fidelity()))
            .filter(trial -> Ranking.isAccepted(trial, objectives))
            .toList();
    List<Trial<A>> equals = equals(rung, objectives.get(0));
    return new LastRung<>(rung.size(), best, equals, equals(equals, Objective.LOSS), objectives);
  }

  /** What has no value is not told apart. */
  private static <A> List<Trial<A>> equals(List<Trial<A>> trials, Objective objective) {
    Trial<A> best = best(trials, objective);
    double least = objective.score(best) - objective.margin(best);
    return trials.stream().filter(trial -> !(objective.score(trial) < least)).toList();
  }

  private static <A> Trial<A> best(List<Trial<A>> trials, Objective objective) {
    return trials.stream().min(Ranking.byScores(List.of(objective))).orElseThrow();
  }

  /** Takes the one that needs the fewest multiply-adds. */
  Choice<A> choice() {
    Trial<A> cheapest =
        ofLoss.stream()
            .min(
                Comparator.<Trial<A>>comparingDouble(LastRung::multAdds)
                    .thenComparing(Ranking.byScores(objectives)))
            .orElseThrow();
    return new Choice<>(cheapest, "Of the " + size + " cells of the last rung, " + reason() + ".");
  }

  private String reason() {
    Objective objective = objectives.get(0);
    String metric = "the best validation " + objective.words() + ", ";
    if (equals.size() == 1) {
      return "it has "
          + metric
          + rounded(objective.value(best))
          + ", and no other is within one standard error of it";
    }
    String equal =
        equals.size() + " are within one standard error of " + metric + value(best, objective);
    if (ofLoss.size() == equals.size()) {
      return equal + ", and it needs the fewest multiply-adds of these";
    }
    String loss = value(best(ofLoss, Objective.LOSS), Objective.LOSS);
    return ofLoss.size() == 1
        ? equal + ", and it has the lowest loss of these, " + loss
        : equal
            + ", "
            + ofLoss.size()
            + " of these within one of their lowest loss, "
            + loss
            + ", and it needs the fewest multiply-adds of those";
  }

  private static String value(Trial<?> trial, Objective objective) {
    return rounded(objective.value(trial)) + " ± " + rounded(objective.margin(trial));
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static double multAdds(Trial<?> trial) {
    double multAdds = trial.metrics().get(Metrics.MULT_ADDS);
    return Double.isNaN(multAdds) ? Double.POSITIVE_INFINITY : multAdds;
  }
}
