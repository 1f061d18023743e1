package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Functions of one array, element by element. */
final class UnaryMappings {
  /** Leave whole numbers alone, and have no kernel for them. */
  private static final Set<String> ROUNDING = Set.of("Floor", "Ceil", "Round");

  private UnaryMappings() {}

  static void addTo(MappingTable table) {
    for (String type :
        List.of(
            "Abs", "Sign", "Neg", "Sqrt", "Floor", "Ceil", "Round", "Exp", "Log", "Sin", "Cos",
            "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh",
            "Erf")) {
      String operation = type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
      table.put(operation, type, (call, graph) -> node(type, call, graph));
    }
    table.put("square", "Mul", UnaryMappings::square);
    table.put("cbrt", "Pow", (call, graph) -> scaled("Pow", 1.0 / 3, call, graph));
    table.put("log10", "Log Mul", (call, graph) -> logarithm(10, call, graph));
    table.put("log2", "Log Mul", (call, graph) -> logarithm(2, call, graph));
    table.put("toDegrees", "Mul", (call, graph) -> scaled("Mul", 180 / Math.PI, call, graph));
    table.put("toRadians", "Mul", (call, graph) -> scaled("Mul", Math.PI / 180, call, graph));
    table.put("trunc", "Less Ceil Floor Where", UnaryMappings::trunc);
    table.put("isNaN", "IsNaN", (call, graph) -> raw("IsNaN", call, graph));
    table.put("isInfinite", "IsInf", (call, graph) -> raw("IsInf", call, graph));
    table.put("toType", "Cast", (call, graph) -> Casts.operand(call, 0, call.resultType(0), graph));
    table.put("toDevice", "nothing", (call, graph) -> call.input(0));
    table.put("duplicate", "nothing", (call, graph) -> call.input(0));
  }

  private static String input(RecordedCall call, OnnxGraph graph) {
    return Casts.operand(call, 0, call.resultType(0), graph);
  }

  private static String node(String type, RecordedCall call, OnnxGraph graph) {
    DataType result = call.resultType(0);
    return ROUNDING.contains(type) && !result.isFloating()
        ? input(call, graph)
        : Casts.node(type, List.of(input(call, graph)), result, Map.of(), graph);
  }

  private static String raw(String type, RecordedCall call, OnnxGraph graph) {
    DataType computed = call.type(0) == DataType.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
    return graph.node(type, List.of(Casts.operand(call, 0, computed, graph)), Map.of());
  }

  private static String square(RecordedCall call, OnnxGraph graph) {
    String x = input(call, graph);
    return Casts.node("Mul", List.of(x, x), call.resultType(0), Map.of(), graph);
  }

  private static String scaled(String type, double number, RecordedCall call, OnnxGraph graph) {
    String constant = graph.scalar(number, call.resultType(0));
    return graph.node(type, List.of(input(call, graph), constant), Map.of());
  }

  private static String logarithm(double base, RecordedCall call, OnnxGraph graph) {
    String log = node("Log", call, graph);
    String factor = graph.scalar(1 / Math.log(base), call.resultType(0));
    return graph.node("Mul", List.of(log, factor), Map.of());
  }

  private static String trunc(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    String x = input(call, graph);
    if (!type.isFloating()) {
      return x;
    }
    String negative = graph.node("Less", List.of(x, graph.scalar(0, type)), Map.of());
    String up = graph.node("Ceil", List.of(x), Map.of());
    String down = graph.node("Floor", List.of(x), Map.of());
    return graph.node("Where", List.of(negative, up, down), Map.of());
  }
}
