package io.github.tribuopnas;

import io.github.tribuopnas.search.Choice;
import io.github.tribuopnas.search.Front;
import io.github.tribuopnas.search.OverLimit;
import io.github.tribuopnas.search.OverLimit.Outcome;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Who wins: the choice of the search, or, if its model breaks a limit when it is measured again,
 * the choice without it. Whatever would break the limit too, were its measure to grow by the same
 * factor, is passed over, so that no network is trained in vain twice for the same reason.
 */
final class Succession {

  private final List<Trial<Cell>> trials;
  private final List<Objective> objectives;
  private final List<OverLimit> overLimits = new ArrayList<>();
  private final Map<String, Double> growth = new HashMap<>();

  /**
   * Starts with the choice of a search.
   *
   * @param trials all its trials, of which one is complete and within all limits
   * @param objectives what it optimizes, the most important first
   */
  Succession(List<Trial<Cell>> trials, List<Objective> objectives) {
    this.trials = List.copyOf(trials);
    this.objectives = List.copyOf(objectives);
  }

  private Optional<Trial<Cell>> choice() {
    return Choice.of(OverLimit.without(trials, overLimits), objectives).map(Choice::winner);
  }

  /** Returns who wins as far as is known. */
  Trial<Cell> winner() {
    return choice().orElseThrow();
  }

  /** Returns those who broke a limit, in the order in which that was found. */
  List<OverLimit> overLimits() {
    return List.copyOf(overLimits);
  }

  /**
   * Takes what was measured again of the winner.
   *
   * @param measured values by metric; those that were not measured are missing
   * @return whether it remains the winner; it does, over a limit, if nobody is left
   */
  boolean stays(Map<String, Double> measured) {
    Trial<Cell> winner = winner();
    if (isWithin(winner, measured)) {
      return true;
    }
    passOver();
    if (choice().isEmpty()) {
      keep(winner, measured);
    }
    return choice().filter(winner::equals).isPresent();
  }

  /** Takes what was measured again of the winner, who stays for want of time to train another. */
  void keep(Map<String, Double> measured) {
    Trial<Cell> winner = winner();
    if (!isWithin(winner, measured)) {
      keep(winner, measured);
    }
  }

  private void keep(Trial<Cell> winner, Map<String, Double> measured) {
    forget(winner);
    note(winner, measured, Outcome.KEPT);
  }

  /**
   * Takes what was measured again of a member of the front.
   *
   * @return whether it keeps all limits; if not, it is not to be delivered
   */
  boolean isWithin(Trial<Cell> member, Map<String, Double> measured) {
    forget(member);
    for (Objective objective : objectives) {
      objective
          .broken(measured)
          .ifPresent(
              value ->
                  growth.merge(objective.metric(), value / objective.value(member), Math::max));
    }
    return !note(member, measured, Outcome.REPLACED);
  }

  private void passOver() {
    boolean passed = true;
    while (passed) {
      Optional<Trial<Cell>> next = choice();
      passed = next.isPresent() && note(next.get(), expected(next.get()), Outcome.PASSED_OVER);
    }
  }

  private Map<String, Double> expected(Trial<Cell> trial) {
    Map<String, Double> expected = new HashMap<>();
    for (Objective objective : objectives) {
      Double factor = growth.get(objective.metric());
      if (factor != null) {
        expected.put(objective.metric(), objective.value(trial) * factor);
      }
    }
    return expected;
  }

  private void forget(Trial<Cell> trial) {
    overLimits.removeIf(over -> over.architecture().equals(trial.architecture().toString()));
  }

  /** Notes each limit that values break, and returns whether there is one. */
  private boolean note(Trial<Cell> trial, Map<String, Double> values, Outcome outcome) {
    boolean breaks = false;
    for (Objective objective : objectives) {
      OptionalDouble value = objective.broken(values);
      if (value.isPresent()) {
        breaks = true;
        overLimits.add(
            new OverLimit(
                trial.architecture().toString(),
                objective.metric(),
                value.getAsDouble(),
                objective.limit().orElseThrow(),
                outcome));
      }
    }
    return breaks;
  }

  /**
   * Returns the other members of the front of those that may still win, each of which adds the most
   * to what those before it dominate.
   */
  List<Trial<Cell>> others() {
    List<Trial<Cell>> front = Front.of(OverLimit.without(trials, overLimits), objectives);
    return Front.spread(winner(), front, objectives);
  }
}
