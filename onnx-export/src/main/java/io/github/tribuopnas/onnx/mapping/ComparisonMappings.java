package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import io.github.tribuopnas.onnx.graph.OnnxTypes;
import java.util.List;
import java.util.Map;

/** Comparisons and logic; results are booleans. */
final class ComparisonMappings {
  private ComparisonMappings() {}

  static void addTo(MappingTable table) {
    table.put("eq", "Equal", comparison("Equal"));
    table.put(
        "neq", "Equal Not", (call, graph) -> not(comparison("Equal").emit(call, graph), graph));
    table.put("gt", "Greater", comparison("Greater"));
    table.put("gte", "GreaterOrEqual", comparison("GreaterOrEqual"));
    table.put("lt", "Less", comparison("Less"));
    table.put("lte", "LessOrEqual", comparison("LessOrEqual"));
    table.put("logicalAnd", "And", logic("And"));
    table.put("logicalOr", "Or", logic("Or"));
    table.put("logicalXor", "Xor", logic("Xor"));
    table.put("logicalNot", "Not", (call, graph) -> not(bool(call, 0, graph), graph));
    table.put("where", "Where", ComparisonMappings::where);
  }

  private static MappingTable.Single comparison(String type) {
    return (call, graph) -> {
      DataType common = Casts.computed(type, commonType(call));
      String a = Casts.operand(call, 0, common, graph);
      String b =
          isByteAndNumber(call)
              ? graph.scalar(wrapped(call), common)
              : Casts.second(call, common, graph);
      return graph.node(type, List.of(a, b), Map.of());
    };
  }

  private static boolean isByteAndNumber(RecordedCall call) {
    boolean bytes = call.type(0) == DataType.UINT8 || call.type(0) == DataType.INT8;
    return bytes && call.operandCount() == 1 && !isFraction(call.argument(0, Number.class));
  }

  /** The engine makes a byte of the number first: -1 is 255 beside unsigned ones. */
  private static int wrapped(RecordedCall call) {
    byte value = call.argument(0, Number.class).byteValue();
    return call.type(0) == DataType.UINT8 ? Byte.toUnsignedInt(value) : value;
  }

  private static boolean isFraction(Number number) {
    return number instanceof Float || number instanceof Double;
  }

  private static DataType commonType(RecordedCall call) {
    DataType type = call.type(0);
    if (call.operandCount() > 1) {
      return OnnxTypes.wider(type, call.type(1));
    }
    Number number = call.argument(0, Number.class);
    if (type.isFloating()) {
      return type;
    }
    return isFraction(number)
        ? DataType.FLOAT64
        : OnnxTypes.wider(type, number instanceof Long ? DataType.INT64 : DataType.INT32);
  }

  private static MappingTable.Single logic(String type) {
    return (call, graph) ->
        graph.node(type, List.of(bool(call, 0, graph), bool(call, 1, graph)), Map.of());
  }

  private static String bool(RecordedCall call, int operand, OnnxGraph graph) {
    return Casts.operand(call, operand, DataType.BOOLEAN, graph);
  }

  private static String not(String value, OnnxGraph graph) {
    return graph.node("Not", List.of(value), Map.of());
  }

  /** {@code x.where(condition, other)}. */
  private static String where(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    DataType computed = type == DataType.BOOLEAN ? DataType.INT32 : Casts.computed("Where", type);
    String chosen =
        graph.node(
            "Where",
            List.of(
                bool(call, 1, graph),
                Casts.operand(call, 0, computed, graph),
                Casts.operand(call, 2, computed, graph)),
            Map.of());
    return Casts.cast(chosen, computed, type, graph);
  }
}
