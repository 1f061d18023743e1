package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The diagonal of two axes, which becomes the last axis. */
final class Diagonal {
  private Diagonal() {}

  /** {@code diagonal()}, {@code diagonal(offset)} or {@code diagonal(offset, axis1, axis2)}. */
  static String emit(RecordedCall call, OnnxGraph graph) {
    Shape shape = call.shape(0);
    int rank = shape.dimension();
    int offset = call.hasArgument(0) ? call.argument(0, Integer.class) : 0;
    int row = call.hasArgument(1) ? Math.floorMod(call.argument(1, Integer.class), rank) : 0;
    int column = call.hasArgument(2) ? Math.floorMod(call.argument(2, Integer.class), rank) : 1;
    long width = shape.get(column);
    if (shape.get(row) < 0 || width < 0) {
      throw call.refused("the axes of a diagonal must have a fixed length");
    }
    long[] others =
        IntStream.range(0, rank).filter(a -> a != row && a != column).mapToLong(a -> a).toArray();
    long[] order = LongStream.concat(LongStream.of(others), LongStream.of(row, column)).toArray();
    String moved = graph.node("Transpose", List.of(call.input(0)), Map.of("perm", order));
    long[] merged =
        LongStream.concat(LongStream.of(others).map(a -> 0), LongStream.of(-1)).toArray();
    String flat = graph.node("Reshape", List.of(moved, graph.integers(merged)), Map.of());
    long first = offset >= 0 ? offset : -offset * width;
    long length = call.resultShape(0).get(rank - 2);
    long[] positions = LongStream.range(0, length).map(i -> first + i * (width + 1)).toArray();
    return graph.node("Gather", List.of(flat, graph.integers(positions)), Map.of("axis", rank - 2));
  }
}
