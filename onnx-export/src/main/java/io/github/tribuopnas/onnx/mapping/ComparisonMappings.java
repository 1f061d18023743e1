package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import io.github.tribuopnas.onnx.graph.OnnxTypes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Comparisons and logic; results are booleans. */
final class ComparisonMappings {
  private static final Set<DataType> WRAPPING =
      Set.of(DataType.UINT8, DataType.INT8, DataType.INT32);

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
      DataType common = commonType(call);
      DataType computed = Casts.computed(type, common);
      String b =
          isWrapped(call)
              ? graph.scalar(wrapped(call), computed)
              : call.operandCount() > 1
                  ? compared(1, common, computed, call, graph)
                  : Casts.second(call, computed, graph);
      return graph.node(type, List.of(compared(0, common, computed, call, graph), b), Map.of());
    };
  }

  /** The engine makes a number of the array's type of an array without axes beside one. */
  private static String compared(
      int operand, DataType common, DataType computed, RecordedCall call, OnnxGraph graph) {
    return isNumberBesideArray(call)
        ? Casts.cast(Casts.operand(call, operand, common, graph), common, computed, graph)
        : Casts.operand(call, operand, computed, graph);
  }

  private static boolean isNumberBesideArray(RecordedCall call) {
    return call.operandCount() > 1
        && (call.shape(0).dimension() == 0) != (call.shape(1).dimension() == 0);
  }

  private static boolean isWrapped(RecordedCall call) {
    return WRAPPING.contains(call.type(0))
        && call.operandCount() == 1
        && !isFraction(call.arguments(0).get(0))
        && call.commonArgument(0).isPresent();
  }

  /** The engine makes a number of the array's type first: -1 is 255 beside unsigned bytes. */
  private static int wrapped(RecordedCall call) {
    Number number = call.argument(0, Number.class);
    return switch (call.type(0)) {
      case UINT8 -> Byte.toUnsignedInt(number.byteValue());
      case INT8 -> number.byteValue();
      default -> number.intValue();
    };
  }

  private static boolean isFraction(Object number) {
    return number instanceof Float || number instanceof Double;
  }

  private static DataType commonType(RecordedCall call) {
    DataType type = call.type(0);
    if (isNumberBesideArray(call)) {
      boolean isFirst = call.shape(0).dimension() > 0;
      return OnnxTypes.besideNumber(call.type(isFirst ? 0 : 1), call.type(isFirst ? 1 : 0));
    }
    if (call.operandCount() > 1) {
      return OnnxTypes.wider(type, call.type(1));
    }
    Object number = call.arguments(0).get(0);
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
