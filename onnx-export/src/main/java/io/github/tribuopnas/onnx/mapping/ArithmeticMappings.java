package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Map;

/** Arithmetic of two arrays, or of an array and a number, with broadcasting. */
final class ArithmeticMappings {
  private ArithmeticMappings() {}

  static void addTo(MappingTable table) {
    table.put("add", "Add", binary("Add"));
    table.put("sub", "Sub", binary("Sub"));
    table.put("mul", "Mul", binary("Mul"));
    table.put("div", "Div", binary("Div"));
    table.put("pow", "Pow", binary("Pow"));
    table.put("maximum", "Max", binary("Max"));
    table.put("minimum", "Min", binary("Min"));
    table.put("mod", "Mod, or Div Floor Mul Sub for floats", ArithmeticMappings::mod);
    table.put("clip", "Clip", ArithmeticMappings::clip);
    table.put("matMul", "MatMul", ArithmeticMappings::matMul);
    table.put("batchMatMul", "MatMul", ArithmeticMappings::matMul);
    table.put("dot", "MatMul", ArithmeticMappings::matMul);
  }

  private static MappingTable.Single binary(String type) {
    return (call, graph) -> {
      DataType result = call.resultType(0);
      String a = Casts.operand(call, 0, result, graph);
      return graph.node(type, List.of(a, Casts.second(call, result, graph)), Map.of());
    };
  }

  /** The remainder has the sign of the divisor, which ONNX's Mod gives for integers only. */
  private static String mod(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    String a = Casts.operand(call, 0, type, graph);
    String b = Casts.second(call, type, graph);
    if (!type.isFloating()) {
      return graph.node("Mod", List.of(a, b), Map.of());
    }
    String quotient = graph.node("Div", List.of(a, b), Map.of());
    String floor = graph.node("Floor", List.of(quotient), Map.of());
    String multiple = graph.node("Mul", List.of(floor, b), Map.of());
    return graph.node("Sub", List.of(a, multiple), Map.of());
  }

  private static String clip(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    return graph.node(
        "Clip",
        List.of(
            Casts.operand(call, 0, type, graph),
            graph.scalar(call.argument(0, Number.class), type),
            graph.scalar(call.argument(1, Number.class), type)),
        Map.of());
  }

  private static String matMul(RecordedCall call, OnnxGraph graph) {
    return graph.node("MatMul", List.of(call.input(0), call.input(1)), Map.of());
  }
}
