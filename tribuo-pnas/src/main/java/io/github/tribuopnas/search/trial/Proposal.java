package io.github.tribuopnas.search.trial;

import java.util.Objects;

/**
 * An architecture that a strategy wants measured, with what it expects of it.
 *
 * @param <A> the architecture
 * @param architecture the architecture
 * @param level its level in the search space, from 1
 * @param predicted the surrogate's mean prediction of the accuracy, or NaN where nothing was
 *     predicted
 * @param standardDeviation the standard deviation over the surrogate's members, or NaN likewise
 */
public record Proposal<A>(A architecture, int level, double predicted, double standardDeviation) {

  /**
   * Checks the components.
   *
   * @param architecture the architecture
   * @param level its level in the search space, from 1
   * @param predicted the surrogate's mean prediction of the accuracy, or NaN where nothing was
   *     predicted
   * @param standardDeviation the standard deviation over the surrogate's members, or NaN likewise
   */
  public Proposal {
    Objects.requireNonNull(architecture, "architecture");
    if (level < 1) {
      throw new IllegalArgumentException("level is " + level + ", but levels start at 1");
    }
  }

  /**
   * Returns a proposal made without a prediction.
   *
   * @param <A> the architecture
   * @param architecture the architecture
   * @param level its level, from 1
   * @return the proposal
   */
  public static <A> Proposal<A> unpredicted(A architecture, int level) {
    return new Proposal<>(architecture, level, Double.NaN, Double.NaN);
  }
}
