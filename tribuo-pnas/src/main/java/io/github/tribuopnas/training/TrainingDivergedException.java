package io.github.tribuopnas.training;

/** The loss of a training run became infinite or not a number. */
public final class TrainingDivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Tells where it happened.
   *
   * @param loss the mean loss of the epoch
   * @param epoch the epoch, from 1
   */
  public TrainingDivergedException(double loss, int epoch) {
    super("the loss became " + loss + " in epoch " + epoch + "; a smaller learning rate may help");
  }
}
