package io.github.tribuopnas.report;

import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * How a metric is named and formatted in the report.
 *
 * @param name its name within a sentence
 * @param unit what one of it is, as axes have it; empty if their ticks tell or it has none
 * @param text writes a value with its unit; that of NaN is a dash
 */
record Quantity(String name, String unit, DoubleFunction<String> text) {

  static Quantity of(String metric) {
    return switch (metric) {
      case Metrics.ACCURACY -> new Quantity("accuracy", "", Numbers::percent);
      case Metrics.BALANCED_ACCURACY -> new Quantity("balanced accuracy", "", Numbers::percent);
      case Metrics.MACRO_F1 -> new Quantity("macro F1", "", Numbers::percent);
      case Metrics.SECONDS -> new Quantity("time", "", Numbers::time);
      case Metrics.PARAMETERS -> new Quantity("parameters", "", Numbers::count);
      case Metrics.MULT_ADDS -> new Quantity("mult-adds", "", Numbers::count);
      case Metrics.LATENCY ->
          new Quantity("latency", "ms", value -> Numbers.withUnit(Numbers.plain(value), "ms"));
      case Metrics.SIZE ->
          new Quantity("size", "bytes", value -> Numbers.withUnit(Numbers.count(value), "B"));
      case Metrics.SERVED_PARAMETERS -> new Quantity("parameters", "", Numbers::count);
      case Metrics.SERVED_MULT_ADDS -> new Quantity("mult-adds", "", Numbers::count);
      default -> new Quantity(metric, "", Numbers::plain);
    };
  }

  /** Returns the name as it begins a sentence. */
  String title() {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** Returns the name with the unit, for an axis. */
  String axis() {
    return unit.isEmpty() ? name : name + ", " + unit;
  }

  /** Writes the value of a trial, with the standard error if it is known. */
  static String reached(Trial<?> trial, Objective objective) {
    double value = objective.value(trial);
    double error = objective.standardError(trial);
    boolean isPercent = objective.metric().equals(Metrics.ACCURACY);
    if (Double.isNaN(error)) {
      return of(objective.metric()).of(value);
    }
    return isPercent ? Numbers.percent(value, error) : Numbers.plain(value, error);
  }

  /** Writes a value. */
  String of(double value) {
    return text.apply(value);
  }
}
