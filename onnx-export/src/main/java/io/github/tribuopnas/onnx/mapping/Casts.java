package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import io.github.tribuopnas.onnx.graph.OnnxTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Conversions that DJL does by itself and ONNX wants written out. */
final class Casts {
  /**
   * Operators that the runtime computes on bytes as well. All others get bytes as INT32, and all
   * operators truth values.
   */
  private static final Set<String> ON_BYTES =
      Set.of("Abs", "Sign", "Clip", "Mod", "ReduceMax", "ReduceMin", "ArgMax", "ArgMin");

  private Casts() {}

  /** The value in another type; itself where it has that type already. */
  static String cast(String value, DataType from, DataType to, OnnxGraph graph) {
    if (from == to) {
      return value;
    }
    return graph.node("Cast", List.of(value), Map.of("to", OnnxTypes.onnx(to).getNumber()));
  }

  /** An operand in the given type. */
  static String operand(RecordedCall call, int operand, DataType type, OnnxGraph graph) {
    return cast(call.input(operand), call.type(operand), type, graph);
  }

  /** The second operand of {@code x.op(y)}: an array, or a number. */
  static String second(RecordedCall call, DataType type, OnnxGraph graph) {
    return call.operandCount() > 1 ? operand(call, 1, type, graph) : number(call, type, graph);
  }

  /** A number that the block gave, or computed from a length. */
  private static String number(RecordedCall call, DataType type, OnnxGraph graph) {
    Optional<Object> common = call.commonArgument(0);
    return common.isPresent()
        ? graph.scalar((Number) common.get(), type)
        : cast(call.length(0, graph), DataType.INT64, type, graph);
  }

  /** The type in which the runtime computes an operator for a type of DJL. */
  static DataType computed(String operator, DataType type) {
    boolean bytes = type == DataType.INT8 || type == DataType.UINT8;
    boolean widened = type == DataType.BOOLEAN || bytes && !ON_BYTES.contains(operator);
    return widened ? DataType.INT32 : type;
  }

  /** A node on operands of one type, in a type that the runtime has the operator for. */
  static String node(
      String operator,
      List<String> inputs,
      DataType type,
      Map<String, ?> attributes,
      OnnxGraph graph) {
    DataType computed = computed(operator, type);
    List<String> converted = new ArrayList<>();
    inputs.forEach(input -> converted.add(cast(input, type, computed, graph)));
    return cast(graph.node(operator, converted, attributes), computed, type, graph);
  }
}
