package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An architecture that won within its limits, and broke one when its model was measured again.
 *
 * @param architecture its text form
 * @param metric the metric whose limit it broke
 * @param value what was measured again, or is expected of {@link Outcome#PASSED_OVER}
 * @param limit the worst value that was allowed
 * @param outcome what came of it
 */
public record OverLimit(
    String architecture, String metric, double value, double limit, Outcome outcome) {

  /** What came of an architecture. */
  public enum Outcome {
    /** It was measured again, and the next of the front took its place. */
    REPLACED,
    /** It was not measured: by as much as the ones before grew, it would break the limit too. */
    PASSED_OVER,
    /** It was measured again and is the winner all the same, since nothing takes its place. */
    KEPT
  }

  /**
   * Checks that nothing is missing.
   *
   * @param architecture its text form
   * @param metric the metric whose limit it broke
   * @param value what was measured again, or is expected of {@link Outcome#PASSED_OVER}
   * @param limit the worst value that was allowed
   * @param outcome what came of it
   */
  public OverLimit {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(outcome, "outcome");
  }

  /**
   * Returns the trials of all architectures that may still win.
   *
   * @param <A> the architecture
   * @param trials some trials
   * @param overLimits those that broke a limit
   * @return the trials without those whose place another took, in their order
   */
  public static <A> List<Trial<A>> without(List<Trial<A>> trials, List<OverLimit> overLimits) {
    Set<String> gone =
        overLimits.stream()
            .filter(over -> over.outcome != Outcome.KEPT)
            .map(OverLimit::architecture)
            .collect(Collectors.toSet());
    return trials.stream()
        .filter(trial -> !gone.contains(String.valueOf(trial.architecture())))
        .toList();
  }

  /**
   * Says it to people.
   *
   * @return one line
   */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s: %s %s %.4g, allowed %s %.4g; %s",
        architecture,
        metric,
        outcome == Outcome.PASSED_OVER ? "would be about" : "measured again is",
        value,
        value > limit ? "is up to" : "is from",
        limit,
        switch (outcome) {
          case REPLACED -> "the next of the front takes its place";
          case PASSED_OVER -> "it is passed over";
          case KEPT -> "it stays, since nothing else is expected to keep the limit";
        });
  }
}
