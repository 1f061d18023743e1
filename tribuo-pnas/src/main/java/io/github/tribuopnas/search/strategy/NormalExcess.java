package io.github.tribuopnas.search.strategy;

/** The expected excess of a normally distributed number over a threshold. */
final class NormalExcess {

  private static final double[] ERROR_TERMS = {
    0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429
  };
  private static final double ERROR_SCALE = 0.3275911;

  private NormalExcess() {}

  /**
   * Returns the mean of {@code max(0, Y - threshold)}.
   *
   * @param deviation the standard deviation, at least 0
   * @param threshold may be infinite
   */
  static double of(double mean, double deviation, double threshold) {
    if (threshold == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double excess = mean - threshold;
    if (!(deviation > 0)) {
      return Math.max(0, excess);
    }
    double z = excess / deviation;
    return Math.max(0, excess * distribution(z) + deviation * density(z));
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** By Abramowitz and Stegun's formula 7.1.26, whose error is below 1.5e-7. */
  private static double distribution(double z) {
    double t = 1 / (1 + ERROR_SCALE * Math.abs(z) / Math.sqrt(2));
    double sum = 0;
    for (int i = ERROR_TERMS.length - 1; i >= 0; i--) {
      sum = (sum + ERROR_TERMS[i]) * t;
    }
    double tail = sum * Math.exp(-z * z / 2) / 2;
    return z > 0 ? 1 - tail : tail;
  }
}
