package io.github.tribuopnas.training.calibration;

/**
 * Fits the temperature that calibrates a network's probabilities (Guo et al., On Calibration of
 * Modern Neural Networks, ICML 2017): the one with the least cross-entropy on images that the
 * network was not trained on. The most probable class stays what it was.
 *
 * <p>Each of n labels is taken to be wrong with a probability of 1 / (n + 2) (Platt, Probabilistic
 * Outputs for Support Vector Machines, 1999). So a network that is right on all of a few images is
 * not assumed to be always right.
 *
 * <p>The cross-entropy is convex in the temperature's inverse, so that a golden-section search over
 * the logarithm finds its only minimum.
 */
public final class Temperature {

  private static final double LEAST = 0.05;
  private static final double MOST = 20;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double PRECISION = 1e-6;

  private Temperature() {}

  /**
   * Fits a temperature.
   *
   * @param validation logits of images that the network was not trained on
   * @return what logits are to be divided by, from 0.05 to 20; 1 if a logit is not a number
   */
  public static double fit(LabeledLogits validation) {
    double doubt = 1.0 / (validation.labels().length + 2);
    double low = Math.log(LEAST);
    double high = Math.log(MOST);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double lossLeft = validation.loss(Math.exp(left), doubt);
    double lossRight = validation.loss(Math.exp(right), doubt);
    if (Double.isNaN(lossLeft)) {
      return 1;
    }
    while (high - low > PRECISION) {
      if (lossLeft <= lossRight) {
        high = right;
        right = left;
        lossRight = lossLeft;
        left = high - GOLDEN * (high - low);
        lossLeft = validation.loss(Math.exp(left), doubt);
      } else {
        low = left;
        left = right;
        lossLeft = lossRight;
        right = low + GOLDEN * (high - low);
        lossRight = validation.loss(Math.exp(right), doubt);
      }
    }
    return Math.exp((low + high) / 2);
  }
}
