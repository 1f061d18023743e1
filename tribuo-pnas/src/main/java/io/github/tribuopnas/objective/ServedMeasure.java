package io.github.tribuopnas.objective;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.search.trial.Metrics;
import java.util.Arrays;
import java.util.Map;

/** What can be sought besides accuracy, by name. All are of the model as it is served. */
public enum ServedMeasure implements Named {
  /** Milliseconds of a run of the exported file: measured. */
  LATENCY(Metrics.LATENCY, "ms", Map.of("us", 1e-3, "ms", 1.0, "s", 1e3)),
  /** Trainable parameters: counted. */
  PARAMETERS(Metrics.SERVED_PARAMETERS, "", Quantity.COUNTS),
  /** Multiply-adds of one image: counted. */
  MULT_ADDS(Metrics.SERVED_MULT_ADDS, "", Quantity.COUNTS),
  /** Bytes of the exported file: measured. */
  SIZE(Metrics.SIZE, "bytes", Map.of("B", 1.0, "k", 1e3, "kB", 1e3, "M", 1e6, "MB", 1e6));

  /** The measures by name. */
  public static final Registry<ServedMeasure> NAMES = Registry.of("objective", values());

  private final String metric;
  private final String unit;
  private final Map<String, Double> units;

  ServedMeasure(String metric, String unit, Map<String, Double> units) {
    this.metric = metric;
    this.unit = unit;
    this.units = units;
  }

  /**
   * Returns the metric under which trials have it.
   *
   * @return a name of {@link Metrics}
   */
  public String metric() {
    return metric;
  }

  /**
   * Returns what one of it is.
   *
   * @return the unit of the metric; empty for a count
   */
  public String unit() {
    return unit;
  }

  /**
   * Returns whether it follows from the network alone.
   *
   * @return true for a count, false for what an exported file must tell
   */
  public boolean isCounted() {
    return unit.isEmpty();
  }

  /**
   * Returns whether a metric is measured on files, and predicted from what was.
   *
   * @param metric the name of any metric
   * @return whether it is that of a measure that cannot be counted
   */
  public static boolean isLearned(String metric) {
    return Arrays.stream(values()).anyMatch(m -> !m.isCounted() && m.metric.equals(metric));
  }

  /**
   * Reads a limit.
   *
   * @param limit a number above 0 and its unit, such as {@code 2ms}, {@code 500k} or {@code 1MB}
   * @return the number in the unit of the metric
   * @throws IllegalArgumentException if it is no such number, or lacks a unit
   */
  public double parse(String limit) {
    return Quantity.parse("the limit of " + text(), limit, units);
  }
}
