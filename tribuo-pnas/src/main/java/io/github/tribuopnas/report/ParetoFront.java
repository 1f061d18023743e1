package io.github.tribuopnas.report;

import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The trials that no other beats in both accuracy and cost. */
final class ParetoFront {

  private ParetoFront() {}

  /** Returns measured trials that have a cost, in the order of the search. */
  static List<Trial<Cell>> withCost(List<Trial<Cell>> trials, String cost) {
    return trials.stream()
        .filter(trial -> trial.isComplete() && trial.metrics().get(cost) > 0)
        .toList();
  }

  /**
   * Returns the front from the cheapest to the most accurate: each trial on it is more accurate
   * than all that cost as much or less.
   *
   * @param trials the trials
   * @param cost the name of a measure, of which less is better
   */
  static List<Trial<Cell>> of(List<Trial<Cell>> trials, String cost) {
    List<Trial<Cell>> ordered = new ArrayList<>(withCost(trials, cost));
    ordered.sort(
        Comparator.<Trial<Cell>>comparingDouble(trial -> trial.metrics().get(cost))
            .thenComparing(Comparator.<Trial<Cell>>comparingDouble(Trial::accuracy).reversed()));
    List<Trial<Cell>> front = new ArrayList<>();
    for (Trial<Cell> trial : ordered) {
      if (front.isEmpty() || trial.accuracy() > front.get(front.size() - 1).accuracy()) {
        front.add(trial);
      }
    }
    return front;
  }
}
