package io.github.tribuopnas.surrogate.process;

import io.github.tribuopnas.surrogate.linear.Cholesky;
import java.util.Arrays;

/**
 * The posterior of a process of mean 0 and variance 1 after some measurements.
 *
 * @param length the distance over which values stay alike
 * @param noise the variance of what no row tells, as a part of that of the process
 * @param factor the lower triangle of Cholesky's factor of the covariances of what was measured
 * @param weights of what was measured in the mean
 * @param logLikelihood of what was measured, up to a constant
 */
record Posterior(
    double length, double noise, double[][] factor, double[] weights, double logLikelihood) {

  private static final double LEAST_VARIANCE = 1e-9;

  /**
   * Learns.
   *
   * @param squares the squared distances of what was measured
   * @param values what was measured
   * @param length the distance over which values stay alike
   * @param noise the variance of what no row tells
   */
  static Posterior of(double[][] squares, double[] values, double length, double noise) {
    int size = values.length;
    double[][] factor = new double[size][];
    for (int r = 0; r < size; r++) {
      factor[r] = new double[r + 1];
      for (int c = 0; c <= r; c++) {
        factor[r][c] = r == c ? 1 + noise : covariance(squares[r][c], length);
      }
    }
    Cholesky.factorize(factor);
    double[] weights = values.clone();
    Cholesky.forward(factor, weights);
    double logLikelihood = 0;
    for (int r = 0; r < size; r++) {
      logLikelihood -= weights[r] * weights[r] / 2 + Math.log(factor[r][r]);
    }
    Cholesky.backward(factor, weights);
    return new Posterior(length, noise, factor, weights, logLikelihood);
  }

  private static double covariance(double square, double length) {
    return Math.exp(-square / (2 * length * length));
  }

  /**
   * Predicts several candidates at once, in loops over candidates that the processor takes many of
   * at a time.
   *
   * @param squares the squared distance of each measured row and candidate; overwritten
   * @param mean takes their means
   * @param deviation takes the standard deviations
   */
  void predict(double[][] squares, double[] mean, double[] deviation) {
    int count = mean.length;
    Arrays.fill(mean, 0);
    Arrays.fill(deviation, 1 + noise);
    for (int r = 0; r < weights.length; r++) {
      double[] row = squares[r];
      for (int i = 0; i < count; i++) {
        row[i] = covariance(row[i], length);
        mean[i] += weights[r] * row[i];
      }
      for (int k = 0; k < r; k++) {
        double times = factor[r][k];
        double[] before = squares[k];
        for (int i = 0; i < count; i++) {
          row[i] -= times * before[i];
        }
      }
      double scale = 1 / factor[r][r];
      for (int i = 0; i < count; i++) {
        row[i] *= scale;
        deviation[i] -= row[i] * row[i];
      }
    }
    for (int i = 0; i < count; i++) {
      deviation[i] = Math.sqrt(Math.max(LEAST_VARIANCE, deviation[i]));
    }
  }
}
