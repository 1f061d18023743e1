package io.github.tribuopnas.surrogate.row;

import java.util.Arrays;

/** Mean and deviation of numbers. */
public final class Moments {

  private Moments() {}

  /** The mean of at least one number. */
  public static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** The root of the mean squared distance to the mean; 0 where all numbers are equal. */
  public static double deviation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / values.length);
    // Rounding leaves equal numbers a tiny deviation.
    return deviation > 1e-12 * Math.abs(mean) ? deviation : 0;
  }
}
