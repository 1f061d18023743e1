package io.github.tribuopnas.search;

import io.github.tribuopnas.search.front.Knee;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The winner of a search and why it was chosen.
 *
 * <p>Where some trials were trained longer than others, those trained longest are a last rung, and
 * the winner is one of them, of whatever level. Those within one standard error of the best are
 * equal to it, unless their losses tell them apart: of these, those within one standard error of
 * the lowest loss remain, and the one that needs the fewest multiply-adds is taken. Where all were
 * trained equally long, the winner is that of the paper (PNAS, Algorithm 1, line 15): the best of
 * the last level that has one.
 *
 * <p>Where something besides accuracy is sought and nothing has a limit, it is the knee of the
 * front. With limits it is the best in the first objective within them, of any level.
 *
 * @param <A> the architecture
 * @param winner the winning trial
 * @param reason why it was chosen, in one sentence
 */
public record Choice<A>(Trial<A> winner, String reason) {

  /** Standard errors of a difference that is no chance. */
  private static final double CLEARLY = 2;

  /**
   * Checks that nothing is missing.
   *
   * @param winner the winning trial
   * @param reason why it was chosen, in one sentence
   */
  public Choice {
    Objects.requireNonNull(winner, "winner");
    Objects.requireNonNull(reason, "reason");
  }

  /**
   * Chooses.
   *
   * @param <A> the architecture
   * @param trials all trials of a search
   * @param objectives what it optimizes, the most important first
   * @return the choice; empty if no trial is complete and within the limits of all objectives
   */
  public static <A> Optional<Choice<A>> of(List<Trial<A>> trials, List<Objective> objectives) {
    Optional<Trial<A>> best =
        trials.stream()
            .filter(trial -> Ranking.isAccepted(trial, objectives))
            .min(Ranking.<A>byFidelity().thenComparing(Ranking.byScores(objectives)));
    if (best.isEmpty()) {
      return Optional.empty();
    }
    List<Objective> tradedOff = Front.tradedOff(objectives);
    if (tradedOff.size() > 1) {
      List<Trial<A>> front = Front.of(trials, objectives);
      return Optional.of(
          isLimited(objectives) ? withinLimits(front, tradedOff) : knee(front, tradedOff));
    }
    return isOfLastRung(best.get(), trials)
        ? Optional.of(LastRung.of(best.get(), trials, objectives).choice())
        : ofLastLevel(trials, objectives);
  }

  private static boolean isLimited(List<Objective> objectives) {
    return objectives.stream().anyMatch(objective -> objective.limit().isPresent());
  }

  private static <A> Choice<A> knee(List<Trial<A>> front, List<Objective> objectives) {
    double[][] scores =
        front.stream()
            .map(trial -> objectives.stream().mapToDouble(o -> o.score(trial)).toArray())
            .toArray(double[][]::new);
    Trial<A> knee = front.get(Knee.of(scores));
    return new Choice<>(
        knee,
        "It is the knee of the front of "
            + front.size()
            + " cells, the closest to the best of all objectives at once: "
            + values(knee, objectives)
            + ".");
  }

  /** The front begins with the best in the first objective, of whatever level. */
  private static <A> Choice<A> withinLimits(List<Trial<A>> front, List<Objective> objectives) {
    return new Choice<>(
        front.get(0),
        "It has the best validation "
            + objectives.get(0).words()
            + " within the limits: "
            + values(front.get(0), objectives)
            + ".");
  }

  private static String values(Trial<?> trial, List<Objective> objectives) {
    return objectives.stream()
        .map(o -> o.metric() + " " + String.format(Locale.ROOT, "%.4g", o.value(trial)))
        .collect(Collectors.joining(", "));
  }

  /**
   * Returns those among which a winner was chosen.
   *
   * @param <A> the architecture
   * @param winner the winning trial
   * @param trials all trials of the search
   * @param objectives what it optimizes, the most important first
   * @return the complete trials of the last rung or, without one, of the last level with a result;
   *     the best first, with the winner. With limits, those within them, of any level; where
   *     several objectives are sought without a limit, the winner alone, since accuracy did not
   *     choose it
   */
  public static <A> List<Trial<A>> rivals(
      Trial<A> winner, List<Trial<A>> trials, List<Objective> objectives) {
    boolean isOfFront = Front.tradedOff(objectives).size() > 1;
    if (isOfFront && !isLimited(objectives)) {
      return List.of(winner);
    }
    boolean isAnyLevel = isOfFront || isOfLastRung(winner, trials);
    return Ranking.of(trials, objectives).stream()
        .filter(trial -> Ranking.isAccepted(trial, objectives))
        .filter(trial -> trial.proposal().fidelity().equals(winner.proposal().fidelity()))
        .filter(trial -> isAnyLevel || trial.proposal().level() == winner.proposal().level())
        .toList();
  }

  /**
   * Tells whether a trial is worse than another by more than two standard errors of the difference.
   *
   * @param trial a complete trial
   * @param than another one
   * @param objective by which they are compared
   * @return whether it is; no if their errors are not known
   */
  public static boolean isClearlyWorse(Trial<?> trial, Trial<?> than, Objective objective) {
    double error = Math.hypot(objective.margin(trial), objective.margin(than));
    return error > 0 && objective.score(trial) < objective.score(than) - CLEARLY * error;
  }

  private static <A> boolean isOfLastRung(Trial<A> best, List<Trial<A>> trials) {
    Fidelity longest = best.proposal().fidelity();
    return trials.stream().anyMatch(trial -> trial.proposal().fidelity().compareTo(longest) < 0);
  }

  private static <A> Optional<Choice<A>> ofLastLevel(
      List<Trial<A>> trials, List<Objective> objectives) {
    return new SearchResult<>(trials, Optional.empty(), List.of())
        .best(objectives)
        .map(winner -> new Choice<>(winner, lastLevel(winner, trials, objectives.get(0))));
  }

  private static <A> String lastLevel(Trial<A> winner, List<Trial<A>> trials, Objective objective) {
    if (trials.size() == 1) {
      return "It is the only cell that was tried.";
    }
    int level = winner.proposal().level();
    long ofLevel = trials.stream().filter(trial -> trial.proposal().level() == level).count();
    return String.format(
        Locale.ROOT,
        "It has the best validation %s, %.4f, of the %d trials of level %d, the last one with a"
            + " result.",
        objective.words(),
        objective.value(winner),
        ofLevel,
        level);
  }
}
