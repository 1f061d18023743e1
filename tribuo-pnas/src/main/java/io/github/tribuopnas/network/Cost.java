package io.github.tribuopnas.network;

/**
 * What one image costs in a part of a network.
 *
 * @param multAdds multiply-adds of convolutions and fully connected layers, as the paper counts
 *     them
 * @param activations numbers that convolutions and fully connected layers put out
 * @param held numbers that a training step holds from the forward to the backward pass
 * @param operators convolutions, poolings, sums of branches, concatenations and fully connected
 *     layers
 */
record Cost(long multAdds, long activations, long held, long operators) {

  /** Nothing. */
  static final Cost NONE = new Cost(0, 0, 0, 0);

  /** Returns what it costs to hold numbers that are computed without multiply-adds. */
  static Cost holding(long numbers) {
    return new Cost(0, 0, numbers, 0);
  }

  /** Returns what operators cost that hold nothing. */
  static Cost running(long operators) {
    return new Cost(0, 0, 0, operators);
  }

  /**
   * Returns the sum of two costs.
   *
   * @param other the other
   * @return the sum
   */
  Cost plus(Cost other) {
    return new Cost(
        multAdds + other.multAdds,
        activations + other.activations,
        held + other.held,
        operators + other.operators);
  }
}
