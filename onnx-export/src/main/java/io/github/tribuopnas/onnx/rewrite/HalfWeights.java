package io.github.tribuopnas.onnx.rewrite;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import io.github.tribuopnas.onnx.model.EditableGraph;
import io.github.tribuopnas.onnx.model.FloatTensors;
import io.github.tribuopnas.onnx.model.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Keeps the weights in half precision, which halves the file. The graph still computes in single
 * precision: a Cast, which runtimes evaluate once at load, stands before each weight. A weight with
 * a value beyond the range of half precision stays as it is.
 */
final class HalfWeights {
  private static final float MAX_HALF = 65504;

  /** Numbers below it lose digits, down to all of them. */
  private static final float LEAST_EXACT = 0x1p-14f;

  private HalfWeights() {}

  /** Vectors stay as they are: biases and statistics are small, and sensitive to rounding. */
  static void apply(EditableGraph graph) {
    for (TensorProto tensor : List.copyOf(graph.constants().values())) {
      if (graph.floats(tensor.getName()).isPresent() && tensor.getDimsCount() > 1) {
        float[] values = FloatTensors.values(tensor);
        if (isInRange(values)) {
          halve(tensor, values, graph);
        }
      }
    }
  }

  /**
   * A mask of -1e9, as attention has it, would become infinite, and what keeps a divisor from zero
   * would be none.
   */
  private static boolean isInRange(float[] values) {
    float largest = 0;
    for (float value : values) {
      if (Math.abs(value) > MAX_HALF && !Float.isInfinite(value)) {
        return false;
      }
      largest = Math.max(largest, Math.abs(value));
    }
    return !(largest < LEAST_EXACT) || largest == 0;
  }

  private static void halve(TensorProto tensor, float[] values, EditableGraph graph) {
    String name = tensor.getName();
    String half = graph.addConstant(name + "_float16", half(tensor, values));
    graph.replaceConstant(
        name,
        NodeProto.newBuilder()
            .setName(name + "_cast")
            .setOpType("Cast")
            .addInput(half)
            .addOutput(name)
            .addAttribute(
                EditableGraph.integerAttribute("to", TensorProto.DataType.FLOAT.getNumber())));
  }

  private static TensorProto.Builder half(TensorProto tensor, float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      buffer.putShort(Half.fromFloat(value));
    }
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.FLOAT16.getNumber())
        .addAllDims(tensor.getDimsList())
        .setRawData(UnsafeByteOperations.unsafeWrap(buffer.array()));
  }
}
