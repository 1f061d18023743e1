package io.github.tribuopnas.search.strategy;

import java.util.function.IntPredicate;

/** Chooses a beam where there are several objectives. */
@FunctionalInterface
public interface BeamRule {

  /**
   * Chooses.
   *
   * @param predictions what is expected of the candidates
   * @param measured the scores of what was measured and breaks no limit, one an objective
   * @param reference the worst scores that count, one an objective
   * @param count how many to choose, at least 0
   * @param allowed whether a candidate may be chosen, by its place
   * @return the places of the chosen, the best first; fewer than asked for where no more are
   *     allowed
   */
  int[] choose(
      Predictions predictions,
      double[][] measured,
      double[] reference,
      int count,
      IntPredicate allowed);
}
