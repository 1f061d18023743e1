package io.github.tribuopnas.onnx.quantize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
   * @throws IllegalArgumentException if they do not fit each other, or a value is not finite
   */
  public ExampleBatch {
    long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    if (shape.length < 2
        || Arrays.stream(shape).anyMatch(dim -> dim < 1)
        || size != values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not fill the shape " + Arrays.toString(shape));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "value " + i + " of the examples is " + values[i] + "; allowed are finite numbers");
      }
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

  /** The same examples, without labels, in batches of at most so many. */
  List<ExampleBatch> parts(int rows) {
    if (rows >= size()) {
      return List.of(this);
    }
    List<ExampleBatch> parts = new ArrayList<>();
    int each = values.length / size();
    for (int from = 0; from < size(); from += rows) {
      int to = Math.min(size(), from + rows);
      long[] dims = shape.clone();
      dims[0] = to - from;
      parts.add(new ExampleBatch(Arrays.copyOfRange(values, from * each, to * each), dims));
    }
    return parts;
  }

  int size() {
    return Math.toIntExact(shape[0]);
  }
}
