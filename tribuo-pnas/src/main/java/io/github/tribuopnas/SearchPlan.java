package io.github.tribuopnas;

import io.github.tribuopnas.search.Budget;
import io.github.tribuopnas.search.trial.Objective;
import java.util.List;
import java.util.Objects;

/**
 * What a search is set to do, from which its length can be told in advance.
 *
 * @param cells how many cells it tries at each level, from the first; a strategy without levels
 *     tries all at the last
 * @param workers how many candidates are trained at once
 * @param epochs epochs of a candidate
 * @param finalEpochs epochs of the winner
 * @param budget what it may spend
 * @param objectives what it optimizes, the most important first; at least one
 */
public record SearchPlan(
    List<Integer> cells,
    int workers,
    int epochs,
    int finalEpochs,
    Budget budget,
    List<Objective> objectives) {

  /**
   * Copies the list.
   *
   * @param cells how many cells it tries at each level, from the first; a strategy without levels
   *     tries all at the last
   * @param workers how many candidates are trained at once
   * @param epochs epochs of a candidate
   * @param finalEpochs epochs of the winner
   * @param budget what it may spend
   * @param objectives what it optimizes, the most important first; at least one
   */
  public SearchPlan {
    cells = List.copyOf(cells);
    objectives = List.copyOf(objectives);
    Objects.requireNonNull(budget, "budget");
  }
}
