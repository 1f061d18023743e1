package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The order of trials from the best to the worst. */
public final class Ranking {

  private Ranking() {}

  /**
   * Returns trials in their order: those of a higher fidelity before those of a lower one, then
   * those that every objective accepts, then by the first objective, of equals by the next. Equals
   * keep the order in which they are given; trials without a value come last.
   *
   * @param <A> the architecture
   * @param trials the trials
   * @param objectives what they are ranked by, the most important first
   * @return the trials, the best first
   */
  public static <A> List<Trial<A>> of(List<Trial<A>> trials, List<Objective> objectives) {
    return trials.stream()
        .sorted(
            Comparator.<Trial<A>, Boolean>comparing(trial -> !trial.isComplete())
                .thenComparing(byFidelity())
                .thenComparing(trial -> !isAccepted(trial, objectives))
                .thenComparing(byScores(objectives)))
        .toList();
  }

  /**
   * Returns complete trials in the same order, of each architecture only the first: that of the
   * highest fidelity.
   *
   * @param <A> the architecture
   * @param trials the trials
   * @param objectives what they are ranked by, the most important first
   * @return a trial of each architecture that has a complete one, the best first
   */
  public static <A> List<Trial<A>> ofArchitectures(
      List<Trial<A>> trials, List<Objective> objectives) {
    Set<A> seen = new HashSet<>();
    return of(trials, objectives).stream()
        .filter(Trial::isComplete)
        .filter(trial -> seen.add(trial.architecture()))
        .toList();
  }

  /**
   * Returns whether a trial has a value of every objective, within its limit.
   *
   * @param trial the trial
   * @param objectives what is optimized or limited
   * @return whether all accept it
   */
  public static boolean isAccepted(Trial<?> trial, List<Objective> objectives) {
    return objectives.stream().allMatch(objective -> objective.accepts(trial));
  }

  /** Returns the order in which the highest fidelity comes first. */
  static <A> Comparator<Trial<A>> byFidelity() {
    return Comparator.comparing((Trial<A> trial) -> trial.proposal().fidelity()).reversed();
  }

  /** Returns the order by the first objective, of equals by the next; the best come first. */
  static <A> Comparator<Trial<A>> byScores(List<Objective> objectives) {
    Comparator<Trial<A>> order = (one, other) -> 0;
    for (Objective objective : objectives) {
      order = order.thenComparingDouble(trial -> descending(objective.score(trial)));
    }
    return order;
  }

  private static double descending(double score) {
    return Double.isNaN(score) ? Double.POSITIVE_INFINITY : -score;
  }
}
