package io.github.tribuopnas.evaluation;

/** How far measured fractions are likely to be from those of all images of the kind. */
public final class StandardError {

  private StandardError() {}

  /**
   * Returns the standard error of a fraction: that of a binomial distribution.
   *
   * @param fraction the fraction that was measured, 0 to 1
   * @param images how many images it was measured on
   * @return the square root of {@code p (1 - p) / n}; NaN without images
   */
  public static double of(double fraction, long images) {
    return Math.sqrt(fraction * (1 - fraction) / images);
  }

  /** Returns the standard error of the mean recall of classes. */
  static double ofMeanRecall(ConfusionMatrix matrix) {
    double variance =
        matrix
            .classes()
            .filter(c -> matrix.images(c) > 0)
            .mapToDouble(c -> Math.pow(of(matrix.recall(c), matrix.images(c)), 2))
            .sum();
    return Math.sqrt(variance) / matrix.classes().filter(c -> matrix.images(c) > 0).count();
  }
}
