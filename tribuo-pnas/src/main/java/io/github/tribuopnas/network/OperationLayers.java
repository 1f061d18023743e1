package io.github.tribuopnas.network;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.Operation;

/**
 * The layer of each operation. Those of PNASNet-5 follow its reference code; the dilated
 * convolution and the 1x7-7x1 pair, which no published PNAS network uses, follow the DARTS line of
 * code.
 */
final class OperationLayers {

  private static final int DILATION = 2;

  private OperationLayers() {}

  /**
   * Returns the layer of an operation.
   *
   * @param operation the operation
   * @param input what it reads
   * @param filters channels it puts out
   * @param stride 1 or 2
   * @param epsilon added to variances
   * @return the layer
   */
  static Layer of(Operation operation, ImageShape input, int filters, int stride, float epsilon) {
    return switch (operation) {
      case SEPARABLE_3X3 -> separable(input, filters, 3, stride, epsilon);
      case SEPARABLE_5X5 -> separable(input, filters, 5, stride, epsilon);
      case SEPARABLE_7X7 -> separable(input, filters, 7, stride, epsilon);
      case CONVOLUTION_1X7_7X1 ->
          ConvolutionNorm.rectified(
              input,
              epsilon,
              Convolution.full(filters, 1, 7, 1, stride),
              Convolution.full(filters, 7, 1, stride, 1));
      case IDENTITY ->
          stride == 1 && input.channels() == filters
              ? new Identity(input)
              : ConvolutionNorm.rectified(input, epsilon, Convolution.pointwise(filters, stride));
      case AVERAGE_POOL_3X3 -> projected(new AveragePooling(input, stride), filters, epsilon);
      case MAX_POOL_3X3 -> projected(new MaxPooling(input, stride), filters, epsilon);
      case DILATED_3X3 ->
          ConvolutionNorm.rectified(
              input,
              epsilon,
              Convolution.depthwise(input.channels(), 3, stride, DILATION),
              Convolution.pointwise(filters, 1));
    };
  }

  /** A separable convolution is applied twice; only the first has the stride. */
  private static Layer separable(
      ImageShape input, int filters, int kernel, int stride, float epsilon) {
    Layer first =
        ConvolutionNorm.rectified(
            input,
            epsilon,
            Convolution.depthwise(input.channels(), kernel, stride, 1),
            Convolution.pointwise(filters, 1));
    Layer second =
        ConvolutionNorm.rectified(
            first.output(),
            epsilon,
            Convolution.depthwise(filters, kernel, 1, 1),
            Convolution.pointwise(filters, 1));
    return new Sequential(first, second);
  }

  private static Layer projected(Layer pooling, int filters, float epsilon) {
    if (pooling.output().channels() == filters) {
      return pooling;
    }
    return new Sequential(
        pooling,
        ConvolutionNorm.plain(pooling.output(), epsilon, Convolution.pointwise(filters, 1)));
  }
}
