package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Map;

/** Arithmetic of two arrays, or of an array and a number, with broadcasting. */
final class ArithmeticMappings {
  private static final int LARGEST_POWER = 64;

  private ArithmeticMappings() {}

  static void addTo(MappingTable table) {
    table.put("add", "Add", binary("Add"));
    table.put("sub", "Sub", binary("Sub"));
    table.put("mul", "Mul", binary("Mul"));
    table.put("div", "Div", binary("Div"));
    table.put("pow", "Pow, or Mul for whole numbers", ArithmeticMappings::pow);
    table.put("xlogy", "Log Mul Equal Where", ArithmeticMappings::xlogy);
    table.put("atan2", "Div Atan Less Or Where Add", Atan2::emit);
    table.put("maximum", "Max, or Greater Where for INT64", extreme("Max"));
    table.put("minimum", "Min, or Less Where for INT64", extreme("Min"));
    table.put("mod", "Mod, and Sign Mul Less Add Where for floats", ArithmeticMappings::mod);
    table.put("clip", "Clip, or Greater Less Where for INT64", ArithmeticMappings::clip);
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

  private static MappingTable.Single extreme(String type) {
    return (call, graph) -> {
      DataType result = call.resultType(0);
      String a = Casts.operand(call, 0, result, graph);
      return Casts.extreme(type, a, Casts.second(call, result, graph), result, graph);
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
    String x = Casts.operand(call, 0, type, graph);
    String least = Casts.number(call, 0, type, graph);
    String most = Casts.number(call, 1, type, graph);
    if (type == DataType.INT64) {
      String raised = Casts.extreme("Max", x, least, type, graph);
      return Casts.extreme("Min", raised, most, type, graph);
    }
    return graph.node("Clip", List.of(x, least, most), Map.of());
  }

  private static String matMul(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    String a = Casts.apartIfDouble(Casts.operand(call, 0, type, graph), type, graph);
    String b = Casts.apartIfDouble(Casts.operand(call, 1, type, graph), type, graph);
    return Casts.node("MatMul", List.of(a, b), type, Map.of(), graph);
  }

  /** The runtime computes powers of whole numbers as fractions, which do not wrap around. */
  private static String pow(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    if (type.isFloating()) {
      return binary("Pow").emit(call, graph);
    }
    int exponent =
        call.hasArgument(0)
            ? call.commonArgument(0).map(n -> ((Number) n).intValue()).orElse(0)
            : 0;
    if (exponent < 1 || exponent > LARGEST_POWER) {
      throw call.refused(
          "whole numbers are multiplied, so their powers are constants from 1 to "
              + LARGEST_POWER
              + "; convert with toType first, for example to FLOAT32");
    }
    String x = Casts.operand(call, 0, type, graph);
    String power = x;
    for (int bit = Integer.highestOneBit(exponent) / 2; bit > 0; bit /= 2) {
      power = Casts.node("Mul", List.of(power, power), type, Map.of(), graph);
      power =
          (exponent & bit) == 0
              ? power
              : Casts.node("Mul", List.of(power, x), type, Map.of(), graph);
    }
    return power;
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
