package io.github.tribuopnas.network;

/**
 * What one image costs in a part of a network.
 *
 * @param multAdds multiply-adds of convolutions and fully connected layers, as the paper counts
 *     them
 * @param activations numbers that convolutions and fully connected layers put out
 */
public record Cost(long multAdds, long activations) {

  /** Nothing. */
  public static final Cost NONE = new Cost(0, 0);

  /**
   * Returns the sum of two costs.
   *
   * @param other the other
   * @return the sum
   */
  public Cost plus(Cost other) {
    return new Cost(multAdds + other.multAdds, activations + other.activations);
  }
}
