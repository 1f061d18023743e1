package io.github.tribuopnas.surrogate.feature;

import io.github.tribuopnas.space.Operation;

/** How deep and how large an operation is, roughly: enough to compare operations. */
final class OperationSize {

  /** The channels F of the paper's search setting. */
  private static final int CHANNELS = 24;

  private OperationSize() {}

  /** How many convolutions follow each other; a separable operation applies its pair twice. */
  static int convolutions(Operation operation) {
    return switch (operation) {
      case SEPARABLE_3X3, SEPARABLE_5X5, SEPARABLE_7X7, CONVOLUTION_1X7_7X1 -> 2;
      case DILATED_3X3 -> 1;
      case IDENTITY, AVERAGE_POOL_3X3, MAX_POOL_3X3 -> 0;
    };
  }

  /** The weights of the convolutions between as many channels as the paper searches with. */
  static int weights(Operation operation) {
    return switch (operation) {
      case SEPARABLE_3X3 -> separable(3);
      case SEPARABLE_5X5 -> separable(5);
      case SEPARABLE_7X7 -> separable(7);
      case CONVOLUTION_1X7_7X1 -> 2 * 7 * CHANNELS * CHANNELS;
      case DILATED_3X3 -> depthwiseAndPointwise(3);
      case IDENTITY, AVERAGE_POOL_3X3, MAX_POOL_3X3 -> 0;
    };
  }

  private static int separable(int kernel) {
    return 2 * depthwiseAndPointwise(kernel);
  }

  private static int depthwiseAndPointwise(int kernel) {
    return kernel * kernel * CHANNELS + CHANNELS * CHANNELS;
  }
}
