package io.github.tribuopnas.search;

import java.util.Objects;

/**
 * A finished trial: what was proposed, how it ended and what was measured.
 *
 * @param <A> the architecture
 * @param proposal what the strategy asked for
 * @param status how it ended
 * @param reason why it failed, in one line; empty if it is complete
 * @param measures what was measured; a complete trial has an accuracy
 */
public record Trial<A>(Proposal<A> proposal, TrialStatus status, String reason, Measures measures) {

  /** Checks that a complete trial has an accuracy between 0 and 1. */
  public Trial {
    Objects.requireNonNull(proposal, "proposal");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(measures, "measures");
    double accuracy = measures.get(Measures.ACCURACY);
    if (status == TrialStatus.COMPLETE && !(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException(
          "a complete trial needs an accuracy from 0 to 1, but "
              + proposal.architecture()
              + " has "
              + accuracy);
    }
  }

  /**
   * Returns a complete trial.
   *
   * @param <A> the architecture
   * @param proposal what was asked for
   * @param measures what was measured, an accuracy among it
   * @return the trial
   */
  public static <A> Trial<A> complete(Proposal<A> proposal, Measures measures) {
    return new Trial<>(proposal, TrialStatus.COMPLETE, "", measures);
  }

  /**
   * Returns a failed trial.
   *
   * @param <A> the architecture
   * @param proposal what was asked for
   * @param reason why it failed, in one line
   * @param measures what was measured all the same
   * @return the trial
   */
  public static <A> Trial<A> failed(Proposal<A> proposal, String reason, Measures measures) {
    return new Trial<>(proposal, TrialStatus.FAILED, reason, measures);
  }

  /**
   * Returns the architecture.
   *
   * @return the proposal's architecture
   */
  public A architecture() {
    return proposal.architecture();
  }

  /**
   * Returns whether the trial gave an accuracy.
   *
   * @return whether its status is {@link TrialStatus#COMPLETE}
   */
  public boolean isComplete() {
    return status == TrialStatus.COMPLETE;
  }

  /**
   * Returns the accuracy.
   *
   * @return the share of validation images labelled correctly, NaN if the trial failed
   */
  public double accuracy() {
    return isComplete() ? measures.get(Measures.ACCURACY) : Double.NaN;
  }
}
