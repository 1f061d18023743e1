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
    table.put("pow", "Pow", ArithmeticMappings::pow);
    table.put("xlogy", "Log Mul Equal Where", ArithmeticMappings::xlogy);
    table.put("atan2", "Div Atan Less Or Where Add", Atan2::emit);
    table.put("maximum", "Max", binary("Max"));
    table.put("minimum", "Min", binary("Min"));
    table.put("mod", "Mod, and Sign Mul Less Add Where for floats", ArithmeticMappings::mod);
    table.put("clip", "Clip", ArithmeticMappings::clip);
    table.put("matMul", "MatMul", ArithmeticMappings::matMul);
    table.put("batchMatMul", "MatMul", ArithmeticMappings::matMul);
    table.put("dot", "MatMul", ArithmeticMappings::matMul);
  }

  private static MappingTable.Single binary(String type) {
    return (call, graph) -> {
      DataType result = call.resultType(0);
      String a = Casts.operand(call, 0, result, graph);
      String b = Casts.second(call, result, graph);
      return Casts.node(type, List.of(a, b), result, Map.of(), graph);
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
    String rest = graph.node("Mod", List.of(a, b), Map.of("fmod", 1));
    String sign = graph.node("Sign", List.of(rest), Map.of());
    String product = graph.node("Mul", List.of(sign, b), Map.of());
    String isOther = graph.node("Less", List.of(product, graph.scalar(0, type)), Map.of());
    String more = graph.node("Add", List.of(rest, b), Map.of());
    return graph.node("Where", List.of(isOther, more, rest), Map.of());
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
    DataType type = call.resultType(0);
    String a = Casts.operand(call, 0, type, graph);
    String b = Casts.operand(call, 1, type, graph);
    return Casts.node("MatMul", List.of(a, b), type, Map.of(), graph);
  }

  /** Only in the engine do whole numbers of one byte wrap around at each step. */
  private static String pow(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    if (Casts.computed("Pow", type) != type) {
      throw call.refused("ONNX Runtime has no powers of " + type + "; convert with toType first");
    }
    boolean isNegative =
        call.hasArgument(0)
            && call.commonArgument(0).filter(n -> ((Number) n).doubleValue() < 0).isPresent();
    if (!type.isFloating() && isNegative) {
      throw call.refused(
          "the engine and ONNX Runtime differ in negative powers of whole numbers; convert with"
              + " toType first");
    }
    return binary("Pow").emit(call, graph);
  }

  /** {@code x log(y)}, and zero where x is. */
  private static String xlogy(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    String x = Casts.operand(call, 0, type, graph);
    String log = graph.node("Log", List.of(Casts.operand(call, 1, type, graph)), Map.of());
    String zero = graph.scalar(0, type);
    String isZero = graph.node("Equal", List.of(x, zero), Map.of());
    String product = graph.node("Mul", List.of(x, log), Map.of());
    return graph.node("Where", List.of(isZero, zero, product), Map.of());
  }
}
