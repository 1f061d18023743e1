package io.github.tribuopnas.training.optimizer;

import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/**
 * Where a vector of parameters holds the weights of a dense convolution, as a matrix of outputs by
 * inputs, row after row.
 *
 * @param first its first element
 * @param rows output channels
 * @param columns input channels times the kernel's size
 */
public record WeightMatrix(long first, long rows, long columns) {

  /** Dense convolutions are {@code [outputs, inputs, height, width]}. */
  private static final int KERNEL_DIMENSIONS = 4;

  /** Those of fewer inputs are depthwise, or read pixels. */
  private static final int LEAST_INPUTS = 4;

  /**
   * Returns the matrix of some weights.
   *
   * @param weights their shape
   * @param first their first element in the vector
   * @return the matrix; empty if they are not of a dense convolution
   */
  public static Optional<WeightMatrix> of(Shape weights, long first) {
    if (weights.dimension() != KERNEL_DIMENSIONS || weights.get(1) < LEAST_INPUTS) {
      return Optional.empty();
    }
    long rows = weights.get(0);
    return Optional.of(new WeightMatrix(first, rows, weights.size() / rows));
  }

  /**
   * Returns where the matrix ends.
   *
   * @return the element after its last
   */
  public long end() {
    return first + rows * columns;
  }
}
