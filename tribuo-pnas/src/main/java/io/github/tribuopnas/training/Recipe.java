package io.github.tribuopnas.training;

import java.util.Locale;

/**
 * How a network is trained: stochastic gradient descent with momentum under a cosine schedule that
 * falls from the learning rate to zero, step by step.
 *
 * @param epochs passes over the training images, at least 1
 * @param batchSize images in a step, at least 2 (batch normalisation needs several)
 * @param learningRate the rate at the first step, above 0
 * @param momentum share of the last update that is kept, from 0 to below 1
 * @param weightDecay added to the gradient times the weight (L2 regularisation), at least 0
 * @param cropPadding pixels of black added on each side before a random crop of the image's size is
 *     cut out; 0 leaves images as they are
 */
public record Recipe(
    int epochs,
    int batchSize,
    double learningRate,
    double momentum,
    double weightDecay,
    int cropPadding) {

  /** Checks every component. */
  public Recipe {
    check(epochs >= 1, "epochs", epochs, "at least 1");
    check(batchSize >= 2, "batch size", batchSize, "at least 2");
    check(
        learningRate > 0 && Double.isFinite(learningRate),
        "learning rate",
        learningRate,
        "above 0 and finite");
    check(momentum >= 0 && momentum < 1, "momentum", momentum, "from 0 to below 1");
    check(
        weightDecay >= 0 && Double.isFinite(weightDecay),
        "weight decay",
        weightDecay,
        "at least 0 and finite");
    check(cropPadding >= 0, "crop padding", cropPadding, "at least 0");
  }

  private static void check(boolean holds, String name, Number value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s, but must be %s", name, value, allowed));
    }
  }

  /**
   * Returns the same recipe for another length.
   *
   * @param newEpochs the number of epochs
   * @return the new recipe
   */
  public Recipe withEpochs(int newEpochs) {
    return new Recipe(newEpochs, batchSize, learningRate, momentum, weightDecay, cropPadding);
  }

  /**
   * Returns the learning rate of a step.
   *
   * @param step the step, from 0
   * @param steps how many there are in all
   * @return the rate, from {@link #learningRate} down to above 0
   */
  public double learningRate(long step, long steps) {
    return learningRate / 2 * (1 + Math.cos(Math.PI * step / steps));
  }
}
