package io.github.tribuopnas.onnx.rewrite;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import io.github.tribuopnas.onnx.model.EditableGraph;
import io.github.tribuopnas.onnx.model.FloatTensors;
import io.github.tribuopnas.onnx.model.Half;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Keeps the weights in half precision, which halves the file. The graph still computes in single
 * precision: a Cast, which runtimes evaluate once at load, stands before each weight.
 */
final class HalfWeights {
  private static final float MAX_HALF = 65504;

  private HalfWeights() {}

  /** Vectors stay as they are: biases and statistics are small, and sensitive to rounding. */
  static void apply(EditableGraph graph) {
    for (TensorProto tensor : List.copyOf(graph.constants().values())) {
      if (graph.floats(tensor.getName()).isPresent() && tensor.getDimsCount() > 1) {
        halve(tensor, graph);
      }
    }
  }

  private static void halve(TensorProto tensor, EditableGraph graph) {
    String name = tensor.getName();
    String half = graph.addConstant(name + "_float16", half(tensor));
    graph.replaceConstant(
        name,
        NodeProto.newBuilder()
            .setName(name + "_cast")
            .setOpType("Cast")
            .addInput(half)
            .addOutput(name)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(TensorProto.DataType.FLOAT.getNumber())));
  }

  private static TensorProto.Builder half(TensorProto tensor) {
    float[] values = FloatTensors.values(tensor);
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (Math.abs(value) > MAX_HALF && !Float.isInfinite(value)) {
        throw new OnnxExportException(
            "Weight "
                + tensor.getName()
                + " holds "
                + value
                + ", beyond the range of half precision (65504). Export in single precision.",
            null);
      }
      buffer.putShort(Half.fromFloat(value));
    }
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.FLOAT16.getNumber())
        .addAllDims(tensor.getDimsList())
        .setRawData(UnsafeByteOperations.unsafeWrap(buffer.array()));
  }
}
