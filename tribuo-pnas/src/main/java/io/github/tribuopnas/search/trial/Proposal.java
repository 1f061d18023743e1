package io.github.tribuopnas.search.trial;

import java.util.Objects;
import java.util.Optional;

/**
 * An architecture that a strategy wants measured, with what it expects of it.
 *
 * @param <A> the architecture
 * @param architecture the architecture
 * @param level its level in the search space, from 1
 * @param fidelity how much of the full training it gets
 * @param parent the architecture that it was grown from; empty if there is none
 * @param predicted the surrogate's mean prediction of the objective, in the metric's own units; NaN
 *     where nothing was predicted
 * @param standardDeviation the standard deviation over the surrogate's members, or NaN likewise
 */
public record Proposal<A>(
    A architecture,
    int level,
    Fidelity fidelity,
    Optional<A> parent,
    double predicted,
    double standardDeviation) {

  /**
   * Checks the components.
   *
   * @param architecture the architecture
   * @param level its level in the search space, from 1
   * @param fidelity how much of the full training it gets
   * @param parent the architecture that it was grown from; empty if there is none
   * @param predicted the surrogate's mean prediction of the objective, in the metric's own units;
   *     NaN where nothing was predicted
   * @param standardDeviation the standard deviation over the surrogate's members, or NaN likewise
   */
  public Proposal {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(fidelity, "fidelity");
    Objects.requireNonNull(parent, "parent");
    if (level < 1) {
      throw new IllegalArgumentException("level is " + level + ", but levels start at 1");
    }
  }

  /**
   * Returns a proposal of the full training, without a parent or a prediction.
   *
   * @param <A> the architecture
   * @param architecture the architecture
   * @param level its level, from 1
   * @return the proposal
   */
  public static <A> Proposal<A> unpredicted(A architecture, int level) {
    return new Proposal<>(
        architecture, level, Fidelity.FULL, Optional.empty(), Double.NaN, Double.NaN);
  }

  /**
   * Returns the same proposal with a prediction.
   *
   * @param mean the surrogate's mean prediction
   * @param deviation the standard deviation over the surrogate's members
   * @return the proposal
   */
  public Proposal<A> withPrediction(double mean, double deviation) {
    return new Proposal<>(architecture, level, fidelity, parent, mean, deviation);
  }

  /**
   * Returns the same proposal with a parent.
   *
   * @param grownFrom the architecture that this one was grown from
   * @return the proposal
   */
  public Proposal<A> withParent(A grownFrom) {
    return new Proposal<>(
        architecture, level, fidelity, Optional.of(grownFrom), predicted, standardDeviation);
  }

  /**
   * Returns the same proposal at another fidelity.
   *
   * @param newFidelity how much of the full training it gets
   * @return the proposal
   */
  public Proposal<A> withFidelity(Fidelity newFidelity) {
    return new Proposal<>(architecture, level, newFidelity, parent, predicted, standardDeviation);
  }

  /**
   * Returns what the trial of this proposal measures.
   *
   * @return the architecture and the fidelity
   */
  public TrialKey<A> key() {
    return new TrialKey<>(architecture, fidelity);
  }
}
