package io.github.tribuopnas.benchmarks.lines;

import java.util.stream.DoubleStream;

/**
 * What several runs measured.
 *
 * @param mean of the runs; not a number without any
 * @param standardError of the mean
 */
public record Sample(double mean, double standardError) {

  /**
   * Sums up runs.
   *
   * @param runs a value of each
   * @return their mean and its standard error
   */
  public static Sample of(DoubleStream runs) {
    double[] values = runs.toArray();
    double mean = DoubleStream.of(values).average().orElse(Double.NaN);
    double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Sample(mean, Math.sqrt(squares / Math.max(1, values.length - 1) / values.length));
  }
}
