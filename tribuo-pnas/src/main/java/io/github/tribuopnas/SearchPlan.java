package io.github.tribuopnas;

import io.github.tribuopnas.search.Budget;
import io.github.tribuopnas.search.trial.Objective;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a search is set to do, from which its length can be told in advance.
 *
 * @param trainings what it trains at each level, from the first, in full trainings of a cell; a
 *     strategy without levels trains all at the last
 * @param workers how many candidates are trained at once
 * @param epochs epochs of a candidate
 * @param finalTraining how many times as long as the full training of a candidate final training is
 *     expected to take
 * @param budget what it may spend
 * @param objectives what it optimizes, the most important first; at least one
 * @param seconds how long search and final training together will take, if that was planned
 */
public record SearchPlan(
    List<Double> trainings,
    int workers,
    int epochs,
    double finalTraining,
    Budget budget,
    List<Objective> objectives,
    OptionalDouble seconds) {

  /**
   * Copies the list.
   *
   * @param trainings what it trains at each level, from the first, in full trainings of a cell; a
   *     strategy without levels trains all at the last
   * @param workers how many candidates are trained at once
   * @param epochs epochs of a candidate
   * @param finalTraining how many times as long as the full training of a candidate final training
   *     is expected to take
   * @param budget what it may spend
   * @param objectives what it optimizes, the most important first; at least one
   * @param seconds how long search and final training together will take, if that was planned
   */
  public SearchPlan {
    trainings = List.copyOf(trainings);
    objectives = List.copyOf(objectives);
    Objects.requireNonNull(budget, "budget");
    Objects.requireNonNull(seconds, "seconds");
  }
}
