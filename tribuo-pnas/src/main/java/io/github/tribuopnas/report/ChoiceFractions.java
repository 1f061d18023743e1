package io.github.tribuopnas.report;

import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which choices won: how often each was made in the cells that did best, beside how often it was
 * made in all that were measured. Best is the best quarter of each level, rounded up.
 */
final class ChoiceFractions {

  private static final int PART = 4;

  /** The inputs by the names that people know. */
  private static final List<String> INPUTS =
      List.of("cell before previous (pp)", "previous cell (p)", "block of the same cell");

  private ChoiceFractions() {}

  /**
   * The fraction of a choice.
   *
   * @param name what was chosen
   * @param all its fraction of the branches of all measured cells, 0 to 1
   * @param best its fraction of the branches of the best cells, 0 to 1
   */
  record Choice(String name, double all, double best) {}

  /** Returns the fractions of the operations, in their order. */
  static List<Choice> ofOperations(List<Trial<Cell>> trials, List<Objective> objectives) {
    return fractions(
        trials,
        objectives,
        Operation.texts(List.of(Operation.values())),
        branch -> branch.operation().text());
  }

  /** Returns the fractions of the inputs. */
  static List<Choice> ofInputs(List<Trial<Cell>> trials, List<Objective> objectives) {
    return fractions(
        trials,
        objectives,
        INPUTS,
        branch -> INPUTS.get(Math.min(branch.input(), 1) - Branch.BEFORE_PREVIOUS));
  }

  private static List<Choice> fractions(
      List<Trial<Cell>> trials,
      List<Objective> objectives,
      List<String> names,
      Function<Branch, String> choice) {
    List<Trial<Cell>> measured = trials.stream().filter(Trial::isComplete).toList();
    double[] all = fractionsOf(measured, names, choice);
    double[] best = fractionsOf(best(measured, objectives), names, choice);
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (all[i] > 0) {
        choices.add(new Choice(names.get(i), all[i], best[i]));
      }
    }
    return choices;
  }

  /** Returns the best quarter of each level. */
  static List<Trial<Cell>> best(List<Trial<Cell>> measured, List<Objective> objectives) {
    List<Trial<Cell>> best = new ArrayList<>();
    measured.stream()
        .collect(Collectors.groupingBy(trial -> trial.proposal().level()))
        .forEach(
            (level, ofLevel) ->
                Ranking.of(ofLevel, objectives).stream()
                    .limit((ofLevel.size() + PART - 1) / PART)
                    .forEach(best::add));
    return best;
  }

  private static double[] fractionsOf(
      List<Trial<Cell>> trials, List<String> names, Function<Branch, String> choice) {
    double[] counts = new double[names.size()];
    int branches = 0;
    for (Trial<Cell> trial : trials) {
      Cell cell = trial.architecture();
      for (int number = 1; number <= cell.size(); number++) {
        counts[names.indexOf(choice.apply(cell.left(number)))]++;
        counts[names.indexOf(choice.apply(cell.right(number)))]++;
        branches += 2;
      }
    }
    for (int i = 0; i < counts.length && branches > 0; i++) {
      counts[i] /= branches;
    }
    return counts;
  }
}
