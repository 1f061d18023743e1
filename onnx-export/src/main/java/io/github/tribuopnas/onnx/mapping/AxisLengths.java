package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Map;

/**
 * Lengths of axes that the graph computes, and what is made of them.
 *
 * @param dimensions what the lengths follow from
 * @param graph where the nodes are appended
 */
record AxisLengths(Dimensions dimensions, OnnxGraph graph) {

  /** Returns the length of an axis, a whole number without axes. */
  String of(List<Shape> shapes, int axis) {
    List<long[]> lengths = shapes.stream().map(s -> new long[] {s.get(axis)}).toList();
    String vector = dimensions.vector(lengths);
    return graph.node("Squeeze", List.of(vector, graph.integers(0)), Map.of());
  }

  /** Returns whole numbers in single precision. */
  String numbers(String whole) {
    return Casts.cast(whole, DataType.INT64, DataType.FLOAT32, graph);
  }

  /** Returns {@code 0, 1, ...} up to a length, whole numbers. */
  static String positions(String length, OnnxGraph graph) {
    return graph.node(
        "Range",
        List.of(graph.scalar(0, DataType.INT64), length, graph.scalar(1, DataType.INT64)),
        Map.of());
  }
}
