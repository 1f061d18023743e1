package io.github.tribuopnas.onnx;

import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.mapping.FreeAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;

/**
 * The shapes that a block is run with.
 *
 * @param inputs shapes of the inputs without the batch
 * @param free the axes besides the batch that may have any length
 */
record ExampleShapes(List<Shape> inputs, List<FreeAxis> free) {
  /** With the given length itself, all remainders of a division by 2, 3 and 4. */
  private static final int NEIGHBORS = 3;

  /** How long an axis is in an example. */
  @FunctionalInterface
  private interface Length {

    /**
     * The length of an axis.
     *
     * @param name position of its name among the names
     * @param given the length that the user gave
     * @param step what the lengths are multiples of
     */
    long of(int name, long given, long step);
  }

  private List<String> names() {
    return free.stream().map(FreeAxis::name).distinct().toList();
  }

  /**
   * Examples that differ in everything that is free, the first two in their batch alone. No batch
   * is 1, which {@code squeeze()} would take for no batch at all.
   */
  List<List<Shape>> recorded() {
    List<List<Shape>> examples = new ArrayList<>();
    examples.add(example(2, (name, given, step) -> given));
    examples.add(example(3, (name, given, step) -> given));
    for (int i = 0; i < names().size(); i++) {
      for (int more = 1; more <= NEIGHBORS; more++) {
        int m = more;
        examples.add(with(i, (given, step) -> given + m * step));
      }
      examples.add(with(i, (given, step) -> 2 * given + 5 * step));
    }
    if (names().size() > 1) {
      examples.add(example(2, (name, given, step) -> given + (2 + name) * step));
    }
    return examples;
  }

  private List<Shape> with(int changed, LongBinaryOperator length) {
    return example(
        2, (name, given, step) -> name == changed ? length.applyAsLong(given, step) : given);
  }

  /** Examples to verify with: the given batches, and lengths that were not recorded. */
  List<List<Shape>> verified(int... batches) {
    List<List<Shape>> examples = new ArrayList<>();
    for (int batch : batches) {
      examples.add(example(batch, (name, given, step) -> given));
    }
    if (!free.isEmpty()) {
      examples.add(example(batches[0], (name, given, step) -> given + (5 + name) * step));
      examples.add(example(batches[0], (name, given, step) -> 2 * given + (7 + 3 * name) * step));
    }
    return examples;
  }

  private List<Shape> example(long batch, Length length) {
    List<String> names = names();
    List<Shape> shapes = new ArrayList<>();
    for (int input = 0; input < inputs.size(); input++) {
      long[] dims = new Shape(batch).addAll(inputs.get(input)).getShape();
      for (FreeAxis axis : free) {
        if (axis.input() == input) {
          int name = names.indexOf(axis.name());
          dims[axis.axis()] = length.of(name, dims[axis.axis()], axis.step());
        }
      }
      shapes.add(new Shape(dims));
    }
    return shapes;
  }
}
