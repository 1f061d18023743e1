package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes dimensions that differ between recordings as computations on the shapes of arrays. */
final class Dimensions {

  /** An array of the graph whose shape may be asked for. */
  record Reference(String name, List<Shape> shapes) {}

  private Dimensions() {}

  /**
   * A vector of integers that holds the target dimensions when the graph runs.
   *
   * @throws UnsupportedOperationException if a dimension is no multiple of one of a reference
   */
  static String vector(
      List<Shape> target, List<Reference> references, OnnxGraph graph, RecordedCall call) {
    Shape common = Extents.common(target);
    List<String> parts = new ArrayList<>();
    List<Long> fixed = new ArrayList<>();
    for (int axis = 0; axis < common.dimension(); axis++) {
      if (common.get(axis) >= 0) {
        fixed.add(common.get(axis));
        continue;
      }
      flush(fixed, parts, graph);
      parts.add(one(target, axis, references, graph, call));
    }
    flush(fixed, parts, graph);
    return parts.size() == 1 ? parts.get(0) : graph.node("Concat", parts, Map.of("axis", 0));
  }

  private static void flush(List<Long> fixed, List<String> parts, OnnxGraph graph) {
    if (!fixed.isEmpty()) {
      parts.add(graph.integers(fixed.stream().mapToLong(Long::longValue).toArray()));
      fixed.clear();
    }
  }

  private static String one(
      List<Shape> target,
      int axis,
      List<Reference> references,
      OnnxGraph graph,
      RecordedCall call) {
    for (Reference reference : references) {
      for (int i = 0; i < reference.shapes().get(0).dimension(); i++) {
        if (Extents.isFixed(reference.shapes(), i)) {
          continue;
        }
        long factor = Extents.factor(target, axis, reference.shapes(), i);
        if (factor > 0) {
          return multiple(reference.name(), i, factor, graph);
        }
      }
    }
    throw call.refused(
        "dimension "
            + axis
            + " of its result is "
            + target.stream().map(s -> s.get(axis)).toList()
            + " in the recordings, which is no multiple of a dimension of its input");
  }

  private static String multiple(String array, int axis, long factor, OnnxGraph graph) {
    String shape = graph.node("Shape", List.of(array), Map.of());
    String dim = graph.node("Gather", List.of(shape, graph.integers(axis)), Map.of("axis", 0));
    return factor == 1 ? dim : graph.node("Mul", List.of(dim, graph.integers(factor)), Map.of());
  }
}
