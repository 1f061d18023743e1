package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import io.github.tribuopnas.onnx.graph.OnnxTypes;
import java.util.List;
import java.util.Map;

/** Conversions that DJL does by itself and ONNX wants written out. */
final class Casts {
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
    return call.operandCount() > 1
        ? operand(call, 1, type, graph)
        : graph.scalar(call.argument(0, Number.class), type);
  }
}
