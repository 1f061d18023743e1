package io.github.tribuopnas.search.trial;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What a search optimizes: a metric, whether more or less of it is better, and optionally how good
 * it must be.
 *
 * @param metric the name of the metric, one of {@link Metrics} or any other that trials report
 * @param direction whether high or low values are better
 * @param limit the worst value that is acceptable; empty if all are
 */
public record Objective(String metric, Direction direction, OptionalDouble limit) {

  private static final Pattern WORD_BEGINS = Pattern.compile("(?<=[a-z])([A-Z])([a-z]?)");

  /** Which values of a metric are better. */
  public enum Direction {
    /** High values are better. */
    MAXIMIZE,
    /** Low values are better. */
    MINIMIZE;

    /**
     * Returns a score whose high values are better.
     *
     * @param value a value of the metric
     * @return the value itself, or its negative if low values are better
     */
    public double score(double value) {
      return this == MAXIMIZE ? value : -value;
    }
  }

  /** The validation accuracy, without a limit: what a search optimizes by default. */
  public static final Objective ACCURACY = maximize(Metrics.ACCURACY);

  /** The validation loss, without a limit. */
  public static final Objective LOSS = minimize(Metrics.LOSS);

  /**
   * Checks the components.
   *
   * @param metric the name of the metric, not blank
   * @param direction whether high or low values are better
   * @param limit the worst value that is acceptable; empty if all are
   * @throws IllegalArgumentException if the name is blank or the limit is NaN
   */
  public Objective {
    Objects.requireNonNull(direction, "direction");
    if (metric.isBlank()) {
      throw new IllegalArgumentException(
          "the metric of an objective is blank; name one that trials report, such as "
              + Metrics.ACCURACY);
    }
    if (limit.isPresent() && Double.isNaN(limit.getAsDouble())) {
      throw new IllegalArgumentException(
          "the limit of " + metric + " is NaN; allowed are numbers, or no limit");
    }
  }

  /**
   * Returns an objective without a limit whose high values are better.
   *
   * @param metric the name of the metric, not blank
   * @return the objective
   */
  public static Objective maximize(String metric) {
    return new Objective(metric, Direction.MAXIMIZE, OptionalDouble.empty());
  }

  /**
   * Returns an objective without a limit whose low values are better.
   *
   * @param metric the name of the metric, not blank
   * @return the objective
   */
  public static Objective minimize(String metric) {
    return new Objective(metric, Direction.MINIMIZE, OptionalDouble.empty());
  }

  /**
   * Returns the same objective with a limit.
   *
   * @param worst the worst value that is acceptable, not NaN
   * @return the objective
   */
  public Objective withLimit(double worst) {
    return new Objective(metric, direction, OptionalDouble.of(worst));
  }

  /**
   * Returns the metric in words.
   *
   * @return such as {@code balanced accuracy} or {@code macro F1}
   */
  public String words() {
    return WORD_BEGINS
        .matcher(metric)
        .replaceAll(
            begin ->
                " "
                    + (begin.group(2).isEmpty()
                        ? begin.group(1)
                        : begin.group().toLowerCase(Locale.ROOT)));
  }

  /**
   * Returns what a trial reached.
   *
   * @param trial the trial
   * @return its metric; NaN if the trial is not complete or does not have the metric
   */
  public double value(Trial<?> trial) {
    return trial.isComplete() ? trial.metrics().get(metric) : Double.NaN;
  }

  /**
   * Returns how good a trial is.
   *
   * @param trial the trial
   * @return a number whose high values are better; NaN if {@link #value} is
   */
  public double score(Trial<?> trial) {
    return direction.score(value(trial));
  }

  /**
   * Returns how exact the value of a trial is.
   *
   * @param trial the trial
   * @return the standard error of its value; NaN if it is not known
   */
  public double standardError(Trial<?> trial) {
    return trial.metrics().get(Metrics.standardError(metric));
  }

  /**
   * Returns by how much the score of a trial may be chance.
   *
   * @param trial the trial
   * @return the standard error of its value; 0 if it is not known
   */
  public double margin(Trial<?> trial) {
    double error = standardError(trial);
    return Double.isNaN(error) ? 0 : error;
  }

  /**
   * Returns whether a trial is good enough.
   *
   * @param trial the trial
   * @return whether its value is no worse than the limit; false if it has no value
   */
  public boolean accepts(Trial<?> trial) {
    return acceptsValue(value(trial));
  }

  /**
   * Returns whether a value is good enough.
   *
   * @param value a value of the metric
   * @return whether it is no worse than the limit; false if it is NaN
   */
  public boolean acceptsValue(double value) {
    double score = direction.score(value);
    return limit.isPresent() ? score >= direction.score(limit.getAsDouble()) : score == score;
  }

  /**
   * Returns what breaks the limit.
   *
   * @param values values by metric
   * @return the value of the metric; empty if it is good enough, or not among the values
   */
  public OptionalDouble broken(Map<String, Double> values) {
    Double value = values.get(metric);
    return value == null || acceptsValue(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * Requires that not all values break the limit.
   *
   * @param values values of the metric, at least one
   * @throws IllegalArgumentException if all do; the message names the best of them
   */
  public void requireOneAccepted(double[] values) {
    if (Arrays.stream(values).noneMatch(this::acceptsValue)) {
      double best =
          direction.score(Arrays.stream(values).map(direction::score).max().orElseThrow());
      throw new IllegalArgumentException(
          "no cell of the first level is within the limit of "
              + metric
              + ", "
              + limit.orElse(Double.NaN)
              + ": the best of "
              + values.length
              + " has "
              + best
              + "; allow that much, or make the networks smaller");
    }
  }
}
