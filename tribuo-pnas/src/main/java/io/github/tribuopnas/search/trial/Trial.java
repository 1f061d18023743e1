package io.github.tribuopnas.search.trial;

import java.util.Objects;
import java.util.Optional;

/**
 * A finished trial: what was proposed, how it ended and what was measured.
 *
 * @param <A> the architecture
 * @param proposal what the strategy asked for
 * @param status how it ended
 * @param failure what made it fail; empty unless it failed
 * @param reason why it failed, in one line; empty if it is complete
 * @param metrics what was measured; if there is an accuracy, it is from 0 to 1
 * @param run where and how it ran
 */
public record Trial<A>(
    Proposal<A> proposal,
    TrialStatus status,
    Optional<Failure> failure,
    String reason,
    Metrics metrics,
    TrialRun run) {

  /**
   * Checks that an accuracy is from 0 to 1, and that a failed trial, and no other, has a failure.
   *
   * @param proposal what the strategy asked for
   * @param status how it ended
   * @param failure what made it fail; empty unless it failed
   * @param reason why it failed, in one line; empty if it is complete
   * @param metrics what was measured; if there is an accuracy, it is from 0 to 1
   * @param run where and how it ran
   */
  public Trial {
    Objects.requireNonNull(proposal, "proposal");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(metrics, "metrics");
    Objects.requireNonNull(run, "run");
    double accuracy = metrics.values().getOrDefault(Metrics.ACCURACY, 0.0);
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException(
          "the accuracy of "
              + proposal.architecture()
              + " is "
              + accuracy
              + "; allowed are numbers from 0 to 1");
    }
    if (failure.isPresent() != (status == TrialStatus.FAILED)) {
      throw new IllegalArgumentException(
          "a failed trial, and no other, has a failure, but "
              + proposal.architecture()
              + " is "
              + status
              + " with "
              + failure.map(Failure::name).orElse("none"));
    }
  }

  /**
   * Returns a complete trial.
   *
   * @param <A> the architecture
   * @param proposal what was asked for
   * @param metrics what was measured
   * @return the trial
   */
  public static <A> Trial<A> complete(Proposal<A> proposal, Metrics metrics) {
    return new Trial<>(
        proposal, TrialStatus.COMPLETE, Optional.empty(), "", metrics, TrialRun.UNKNOWN);
  }

  /**
   * Returns a failed trial.
   *
   * @param <A> the architecture
   * @param proposal what was asked for
   * @param failure what made it fail
   * @param reason why, in one line
   * @param metrics what was measured all the same
   * @return the trial
   */
  public static <A> Trial<A> failed(
      Proposal<A> proposal, Failure failure, String reason, Metrics metrics) {
    return new Trial<>(
        proposal, TrialStatus.FAILED, Optional.of(failure), reason, metrics, TrialRun.UNKNOWN);
  }

  /**
   * Returns a trial that failed by an {@link Failure#ERROR}.
   *
   * @param <A> the architecture
   * @param proposal what was asked for
   * @param reason why it failed, in one line
   * @param metrics what was measured all the same
   * @return the trial
   */
  public static <A> Trial<A> failed(Proposal<A> proposal, String reason, Metrics metrics) {
    return failed(proposal, Failure.ERROR, reason, metrics);
  }

  /**
   * Returns the same answer to another proposal of the architecture.
   *
   * @param newProposal the proposal
   * @return the trial
   */
  public Trial<A> withProposal(Proposal<A> newProposal) {
    return new Trial<>(newProposal, status, failure, reason, metrics, run);
  }

  /**
   * Returns the same trial with where and how it ran.
   *
   * @param newRun the run
   * @return the trial
   */
  public Trial<A> withRun(TrialRun newRun) {
    return new Trial<>(proposal, status, failure, reason, metrics, newRun);
  }

  /**
   * Returns the same trial with other metrics.
   *
   * @param newMetrics the metrics
   * @return the trial
   */
  public Trial<A> withMetrics(Metrics newMetrics) {
    return new Trial<>(proposal, status, failure, reason, newMetrics, run);
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
   * Returns what the trial measured.
   *
   * @return the architecture and the fidelity
   */
  public TrialKey<A> key() {
    return proposal.key();
  }

  /**
   * Returns whether what was measured counts.
   *
   * @return whether its status is {@link TrialStatus#COMPLETE}
   */
  public boolean isComplete() {
    return status == TrialStatus.COMPLETE;
  }
}
