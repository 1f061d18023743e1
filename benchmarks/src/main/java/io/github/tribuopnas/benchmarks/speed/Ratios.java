package io.github.tribuopnas.benchmarks.speed;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Ratios of several pairs of measurements, taken in turn.
 *
 * @param minimum the smallest
 * @param median the middle one
 * @param maximum the largest
 */
public record Ratios(double minimum, double median, double maximum) {

  /**
   * Summarizes ratios.
   *
   * @param ratios at least one
   * @return their summary
   */
  public static Ratios of(List<Double> ratios) {
    double[] sorted = ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Ratios(sorted[0], median, Arrays.stream(sorted).max().orElseThrow());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, minimum, maximum);
  }
}
