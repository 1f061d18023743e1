package io.github.tribuopnas.onnx;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The shapes that a block is run with.
 *
 * @param inputs shapes of the inputs without the batch
 * @param freeSize whether height and width, the last two of three or more axes, are free as well
 */
record ExampleShapes(List<Shape> inputs, boolean freeSize) {

  /**
   * Examples that differ in everything that is free. No batch is 1, which {@code squeeze()} would
   * take for no batch at all.
   */
  List<List<Shape>> recorded() {
    if (!freeSize) {
      return List.of(example(2, 1, 1), example(3, 1, 1));
    }
    return List.of(example(2, 1, 1), example(3, 2, 1), example(2, 1, 3));
  }

  /** Examples to verify with: the given batches, and one size that was not recorded. */
  List<List<Shape>> verified(int... batches) {
    List<List<Shape>> examples = new ArrayList<>();
    for (int batch : batches) {
      examples.add(example(batch, 1, 1));
    }
    if (freeSize) {
      examples.add(example(batches[0], 2, 2));
    }
    return examples;
  }

  private List<Shape> example(long batch, long heightFactor, long widthFactor) {
    return inputs.stream()
        .map(s -> new Shape(batch).addAll(scaled(s, heightFactor, widthFactor)))
        .toList();
  }

  private static Shape scaled(Shape shape, long heightFactor, long widthFactor) {
    int rank = shape.dimension();
    if (rank < 3) {
      return shape;
    }
    long[] dims = shape.getShape().clone();
    dims[rank - 2] *= heightFactor;
    dims[rank - 1] *= widthFactor;
    return new Shape(dims);
  }
}
