package io.github.tribuopnas.training.trained;

/**
 * How well a network does on labeled images.
 *
 * @param accuracy the fraction of images that it labels correctly, 0 to 1, or NaN if it puts out
 *     values that are not numbers
 * @param balancedAccuracy the mean over the classes of the fraction that it labels correctly, 0 to
 *     1; NaN where it was not measured
 * @param macroF1 the mean over the classes of the harmonic mean of precision and recall, 0 to 1;
 *     NaN where it was not measured
 * @param loss the mean cross-entropy over the images, without label smoothing, at least 0; infinite
 *     or NaN if the network puts out values that are not finite
 * @param lossError the standard error of the loss: the deviation of the images' own over the square
 *     root of their number
 */
public record Evaluation(
    double accuracy, double balancedAccuracy, double macroF1, double loss, double lossError) {

  /**
   * Makes an evaluation that has nothing over classes, as a checkpoint of an earlier release.
   *
   * @param accuracy the fraction of images that it labels correctly, 0 to 1
   * @param loss the mean cross-entropy over the images, at least 0
   * @param lossError the standard error of the loss; NaN where it was not measured
   */
  public Evaluation(double accuracy, double loss, double lossError) {
    this(accuracy, Double.NaN, Double.NaN, loss, lossError);
  }

  /** The network puts out values that are not numbers. */
  static final Evaluation NOT_A_NUMBER = new Evaluation(Double.NaN, Double.NaN, Double.NaN);
}
