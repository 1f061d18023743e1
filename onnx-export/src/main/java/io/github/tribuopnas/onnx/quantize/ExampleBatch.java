package io.github.tribuopnas.onnx.quantize;

import java.util.Arrays;

/**
 * Examples for the only input of a model.
 *
 * @param values elements in row-major order
 * @param shape dimensions, the number of examples first
 * @param labels the right class of each example, or none
 */
public record ExampleBatch(float[] values, long[] shape, int[] labels) {

  /**
   * Checks the lengths.
   *
   * @param values elements in row-major order
   * @param shape dimensions, the number of examples first
   * @param labels the right class of each example, or none
   * @throws IllegalArgumentException if they do not fit each other
   */
  public ExampleBatch {
    long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    if (shape.length < 2 || size != values.length || size == 0) {
      throw new IllegalArgumentException(
          values.length + " values do not fill the shape " + Arrays.toString(shape));
    }
    if (labels.length != 0 && labels.length != shape[0]) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + shape[0] + " examples; give one for each, or none");
    }
  }

  /**
   * Examples whose classes are not known.
   *
   * @param values elements in row-major order
   * @param shape dimensions, the number of examples first
   */
  public ExampleBatch(float[] values, long... shape) {
    this(values, shape, new int[0]);
  }

  int size() {
    return Math.toIntExact(shape[0]);
  }
}
