package io.github.tribuopnas;

import io.github.tribuopnas.search.Budget;
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
 */
public record SearchPlan(
    List<Integer> cells, int workers, int epochs, int finalEpochs, Budget budget) {

  /**
   * Copies the list.
   *
   * @param cells how many cells it tries at each level, from the first; a strategy without levels
   *     tries all at the last
   * @param workers how many candidates are trained at once
   * @param epochs epochs of a candidate
   * @param finalEpochs epochs of the winner
   * @param budget what it may spend
   */
  public SearchPlan {
    cells = List.copyOf(cells);
    Objects.requireNonNull(budget, "budget");
  }
}
