package io.github.tribuopnas.plan;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.cost.StepCost;
import io.github.tribuopnas.network.NetworkSpec;

/**
 * How long networks train on some images.
 *
 * @param cost predicts processor seconds of steps
 * @param slowdown seconds on the wall for each of the processor
 * @param images training images, those that are held out included
 * @param shape their size
 * @param classes how many there are
 */
record TimeTable(StepCost cost, double slowdown, int images, ImageShape shape, int classes) {

  /** A pass without gradients takes about as much of one with them. */
  private static final double FORWARD = 0.35;

  /**
   * Returns how long an epoch takes.
   *
   * @param network the network
   * @param heldOut the fraction of the images that it is not trained on
   * @return processor seconds
   */
  double epoch(NetworkSpec network, double heldOut) {
    double steps = Math.max(1, Math.floor(images * (1 - heldOut) / cost.batch()));
    return steps * cost.seconds(network);
  }

  /**
   * Returns how long a candidate's epoch takes, after each of which it is evaluated.
   *
   * @param network the network
   * @param heldOut the fraction of the images that it is evaluated on
   * @return processor seconds
   */
  double candidateEpoch(NetworkSpec network, double heldOut) {
    return epoch(network, heldOut) + evaluation(network, (int) (images * heldOut));
  }

  /**
   * Returns how long an evaluation takes.
   *
   * @param network the network
   * @param number of the images
   * @return processor seconds
   */
  double evaluation(NetworkSpec network, int number) {
    return FORWARD * number * cost.seconds(network) / cost.batch();
  }
}
