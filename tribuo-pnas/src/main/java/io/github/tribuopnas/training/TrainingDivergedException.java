package io.github.tribuopnas.training;

/**
 * The loss of a training run became infinite, not a number, or far larger than that of guessing.
 */
public final class TrainingDivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private TrainingDivergedException(String message) {
    super(message);
  }

  /**
   * Checks the loss of an epoch.
   *
   * @param loss the mean loss of the epoch
   * @param epoch the epoch, from 1
   * @param classes the number of classes; guessing has a loss of its logarithm
   * @param limit how many times that loss is too much
   * @throws TrainingDivergedException if the loss is not finite or too large
   */
  public static void check(double loss, int epoch, int classes, double limit) {
    if (!Double.isFinite(loss)) {
      throw new TrainingDivergedException(
          "the loss became " + loss + " in epoch " + epoch + "; a smaller learning rate may help");
    }
    double largest = limit * Math.log(classes);
    if (loss > largest) {
      throw new TrainingDivergedException(
          "training diverged: the mean loss of epoch "
              + epoch
              + " is "
              + loss
              + ", more than "
              + limit
              + " times that of guessing among "
              + classes
              + " classes; a smaller learning rate may help");
    }
  }
}
