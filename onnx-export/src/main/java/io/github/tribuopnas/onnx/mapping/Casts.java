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
    return call.operandCount() > 1 ? operand(call, 1, type, graph) : number(call, 0, type, graph);
  }

  /** A number that the block gave, or computed from a length. */
  static String number(RecordedCall call, int argument, DataType type, OnnxGraph graph) {
    Optional<Object> common = call.commonArgument(argument);
    return common.isPresent()
        ? graph.scalar((Number) common.get(), type)
        : call.length(argument, type, graph);
  }

  /** The type in which the runtime computes an operator for a type of DJL. */
  static DataType computed(String operator, DataType type) {
    boolean bytes = type == DataType.INT8 || type == DataType.UINT8;
    boolean widened = type == DataType.BOOLEAN || bytes && !ON_BYTES.contains(operator);
    return widened ? DataType.INT32 : type;
  }

  /**
   * A value that the runtime does not merge with the node behind it. It would have no kernel for
   * some of what it makes of two nodes of double precision. The sum of one array is that array.
   */
  static String apart(String value, OnnxGraph graph) {
    return graph.node("Sum", List.of(value), Map.of());
  }

  /** {@link #apart} in double precision, and the value itself in any other. */
  static String apartIfDouble(String value, DataType type, OnnxGraph graph) {
    return type == DataType.FLOAT64 ? apart(value, graph) : value;
  }

  /**
   * The larger or the smaller of two, by {@code Max} or {@code Min}. ONNX Runtime 1.23.2 takes the
   * wrong one of whole numbers of 64 bits beyond those of 32 where one of the two is a number.
   */
  static String extreme(String operator, String a, String b, DataType type, OnnxGraph graph) {
    if (type != DataType.INT64) {
      return node(operator, List.of(a, b), type, Map.of(), graph);
    }
    String comparison = operator.equals("Max") ? "Greater" : "Less";
    String isFirst = graph.node(comparison, List.of(a, b), Map.of());
    return graph.node("Where", List.of(isFirst, a, b), Map.of());
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
