package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import io.github.tribuopnas.onnx.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes constants that the block made anew in each recording: equal ones as they are, those that
 * repeat the same values along a free axis by Expand, those that count along it by Range, and those
 * that a diagonal parts by the positions of rows and columns.
 */
final class Constants {
  private final OnnxGraph graph;
  private final Dimensions dimensions;

  Constants(OnnxGraph graph, Dimensions dimensions) {
    this.graph = graph;
    this.dimensions = dimensions;
  }

  /** The name of the constant; empty if the recordings have nothing in common. */
  Optional<String> write(List<Tensor> tensors) {
    Tensor first = tensors.get(0);
    if (tensors.stream().allMatch(first::equals)) {
      return Optional.of(graph.constant(first));
    }
    List<Shape> shapes = tensors.stream().map(Tensor::shape).toList();
    List<Tensor> cores = tensors.stream().map(t -> core(t, shapes)).toList();
    if (cores.stream().allMatch(cores.get(0)::equals)) {
      String name = graph.constant(cores.get(0));
      return Optional.of(graph.node("Expand", List.of(name, dimensions.shape(shapes)), Map.of()));
    }
    return counted(tensors, shapes).or(() -> banded(tensors, shapes));
  }

  private Optional<String> banded(List<Tensor> tensors, List<Shape> shapes) {
    DataType type = tensors.get(0).type();
    Optional<Banded> found =
        Banded.of(type, shapes, tensors.stream().map(Constants::numbers).toList());
    if (found.isPresent() && Banded.areSmall(shapes)) {
      throw dimensions.undecided("a constant may follow from its shape " + shapes.get(0));
    }
    return found.map(
        matrix -> matrix.write(dimensions.shape(shapes), shapes.get(0).dimension(), type, graph));
  }

  private static Tensor core(Tensor tensor, List<Shape> shapes) {
    Tensor core = tensor;
    for (int axis = 0; axis < shapes.get(0).dimension(); axis++) {
      if (!Extents.isFixed(shapes, axis) && core.repeatsAlong(axis)) {
        core = core.head(axis, 1);
      }
    }
    return core;
  }

  /** {@code start, start + step, ...} along the only axis that is longer than 1. */
  private Optional<String> counted(List<Tensor> tensors, List<Shape> shapes) {
    DataType type = tensors.get(0).type();
    if (!type.isInteger() && type != DataType.FLOAT32
        || shapes.stream().anyMatch(s -> s.size() != Arrays.stream(s.getShape()).max().orElse(0))) {
      return Optional.empty();
    }
    double[] longest =
        tensors.stream()
            .map(Constants::numbers)
            .max((a, b) -> Integer.compare(a.length, b.length))
            .orElseThrow();
    double start = longest[0];
    double step = longest.length < 2 ? 0 : longest[1] - start;
    for (Tensor tensor : tensors) {
      double[] numbers = numbers(tensor);
      for (int i = 0; i < numbers.length; i++) {
        if (numbers[i] != start + i * step) {
          return Optional.empty();
        }
      }
    }
    if (start != Math.rint(start) || step != Math.rint(step)) {
      return Optional.empty();
    }
    List<long[]> counts = shapes.stream().map(s -> new long[] {s.size()}).toList();
    String count =
        graph.node("Squeeze", List.of(dimensions.vector(counts), graph.integers(0)), Map.of());
    String positions =
        graph.node(
            "Range",
            List.of(graph.scalar(0, DataType.INT64), count, graph.scalar(1, DataType.INT64)),
            Map.of());
    String scaled =
        graph.node("Mul", List.of(positions, graph.scalar(step, DataType.INT64)), Map.of());
    String values =
        graph.node("Add", List.of(scaled, graph.scalar(start, DataType.INT64)), Map.of());
    String typed = Casts.cast(values, DataType.INT64, type, graph);
    return Optional.of(graph.node("Reshape", List.of(typed, dimensions.shape(shapes)), Map.of()));
  }

  private static double[] numbers(Tensor tensor) {
    ByteBuffer buffer = tensor.data().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    double[] numbers = new double[Math.toIntExact(tensor.shape().size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (tensor.type()) {
            case FLOAT32 -> buffer.getFloat();
            case FLOAT64 -> buffer.getDouble();
            case INT32 -> buffer.getInt();
            case INT64 -> buffer.getLong();
            case UINT8 -> Byte.toUnsignedInt(buffer.get());
            default -> buffer.get();
          };
    }
    return numbers;
  }
}
