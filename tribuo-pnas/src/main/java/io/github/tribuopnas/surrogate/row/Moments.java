package io.github.tribuopnas.surrogate.row;

import java.util.Arrays;

/** Mean and deviation of numbers. */
public final class Moments {

  private Moments() {}

  /**
   * Returns the mean.
   *
   * @param values at least one number
   * @return their mean
   */
  public static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /**
   * Returns the standard deviation of a whole population.
   *
   * @param values at least one number
   * @return the root of the mean squared distance to the mean; 0 where all numbers are equal
   */
  public static double deviation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / values.length);
    // Rounding leaves equal numbers a tiny deviation.
    return deviation > 1e-12 * Math.abs(mean) ? deviation : 0;
  }
}
