package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Map;

/** The angle of a point {@code (x, y)}, which ONNX has no operator for. */
final class Atan2 {
  private Atan2() {}

  /** Operands: y, x. */
  static String emit(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    String y = Casts.operand(call, 0, type, graph);
    String x = Casts.operand(call, 1, type, graph);
    String zero = graph.scalar(0, type);
    String atOrigin =
        graph.node(
            "And",
            List.of(
                graph.node("Equal", List.of(y, zero), Map.of()),
                graph.node("Equal", List.of(x, zero), Map.of())),
            Map.of());
    String slope = graph.node("Div", List.of(y, x), Map.of());
    // 0 / 0 is no number, and the angle of the origin is y.
    String safe = graph.node("Where", List.of(atOrigin, y, slope), Map.of());
    String angle = graph.node("Atan", List.of(safe), Map.of());
    String half = graph.scalar(Math.PI, type);
    String negative = graph.node("Neg", List.of(half), Map.of());
    String turn =
        graph.node("Where", List.of(isNegative(y, type, graph), negative, half), Map.of());
    String behind = graph.node("Where", List.of(isNegative(x, type, graph), turn, zero), Map.of());
    return graph.node("Add", List.of(angle, behind), Map.of());
  }

  /** True for -0 as well, whose reciprocal is negative. */
  private static String isNegative(String value, DataType type, OnnxGraph graph) {
    String zero = graph.scalar(0, type);
    String inverse = graph.node("Div", List.of(graph.scalar(1, type), value), Map.of());
    return graph.node(
        "Or",
        List.of(
            graph.node("Less", List.of(value, zero), Map.of()),
            graph.node("Less", List.of(inverse, zero), Map.of())),
        Map.of());
  }
}
