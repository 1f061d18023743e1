package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.tribuopnas.onnx.model.EditableGraph;
import io.github.tribuopnas.onnx.model.FloatTensors;
import io.github.tribuopnas.onnx.model.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The scales and biases of all channels: one tensor of half precision, which the graph casts and
 * splits once at load. In narrow layers they would otherwise be as large as the weights.
 */
final class Vectors {
  private static final float TOLERANCE = 0x1p-8f;

  private final EditableGraph graph;
  private final List<String> names = new ArrayList<>();
  private final List<float[]> vectors = new ArrayList<>();

  Vectors(EditableGraph graph) {
    this.graph = graph;
  }

  /**
   * The nearest numbers of half precision; the same numbers if one of them would change too much.
   *
   * @param values a vector
   * @param least what numbers below may change by as much as
   */
  static float[] rounded(float[] values, float least) {
    float[] halves = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      halves[i] = Half.toFloat(Half.fromFloat(values[i]));
      float allowed = TOLERANCE * Math.max(least, Math.abs(values[i]));
      if (!(Math.abs(halves[i] - values[i]) <= allowed)) {
        return values;
      }
    }
    return halves;
  }

  /** The name of a vector in the graph. */
  String add(float[] values) {
    for (float value : values) {
      if (Half.toFloat(Half.fromFloat(value)) != value) {
        return graph.addConstant("v", FloatTensors.of(values, List.of((long) values.length)));
      }
    }
    String name = graph.reserve("v");
    names.add(name);
    vectors.add(values);
    return name;
  }

  /** Adds what computes the vectors. */
  void write() {
    if (names.isEmpty()) {
      return;
    }
    int total = vectors.stream().mapToInt(vector -> vector.length).sum();
    ByteBuffer halves = ByteBuffer.allocate(total * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer lengths =
        ByteBuffer.allocate(names.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] vector : vectors) {
      lengths.putLong(vector.length);
      for (float value : vector) {
        halves.putShort(Half.fromFloat(value));
      }
    }
    String all =
        graph.addConstant("v", tensor(TensorProto.DataType.FLOAT16, total, halves.array()));
    String sizes =
        graph.addConstant("v", tensor(TensorProto.DataType.INT64, names.size(), lengths.array()));
    String cast = graph.reserve("v");
    graph.add(
        NodeProto.newBuilder()
            .setOpType("Cast")
            .addInput(all)
            .addOutput(cast)
            .addAttribute(
                EditableGraph.integerAttribute("to", TensorProto.DataType.FLOAT.getNumber())));
    graph.add(
        NodeProto.newBuilder()
            .setOpType("Split")
            .addInput(cast)
            .addInput(sizes)
            .addAllOutput(names));
  }

  private static TensorProto.Builder tensor(TensorProto.DataType type, int length, byte[] bytes) {
    return TensorProto.newBuilder()
        .setDataType(type.getNumber())
        .addDims(length)
        .setRawData(ByteString.copyFrom(bytes));
  }
}
