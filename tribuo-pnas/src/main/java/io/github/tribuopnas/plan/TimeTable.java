package io.github.tribuopnas.plan;

import io.github.tribuopnas.cost.StepCost;
import io.github.tribuopnas.network.NetworkSpec;

/**
 * How long networks train.
 *
 * @param cost predicts processor seconds of steps
 * @param slowdown seconds on the wall for each of the processor, above 0
 * @param images training images, those that are held out included
 */
public record TimeTable(StepCost cost, double slowdown, int images) {

  /** A pass without gradients takes about as much of one with them. */
  private static final double FORWARD = 0.35;

  /**
   * Returns how long an epoch takes.
   *
   * @param network the network
   * @param heldOut the fraction of the images that it is not trained on
   * @return seconds on the wall
   */
  public double epoch(NetworkSpec network, double heldOut) {
    double steps = Math.max(1, Math.floor(images * (1 - heldOut) / cost.batch()));
    return slowdown * steps * cost.seconds(network);
  }

  /**
   * Returns how long an epoch takes after which the network is evaluated.
   *
   * @param network the network
   * @param heldOut the fraction of the images that it is evaluated on
   * @return seconds on the wall
   */
  public double candidateEpoch(NetworkSpec network, double heldOut) {
    return epoch(network, heldOut) + evaluation(network, (int) (images * heldOut));
  }

  /**
   * Returns how long an evaluation takes.
   *
   * @param network the network
   * @param number of the images
   * @return seconds on the wall
   */
  public double evaluation(NetworkSpec network, int number) {
    return slowdown * FORWARD * number * cost.seconds(network) / cost.batch();
  }
}
