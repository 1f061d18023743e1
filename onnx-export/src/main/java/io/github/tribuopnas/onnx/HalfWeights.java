package io.github.tribuopnas.onnx;

import ai.djl.ndarray.types.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the weights in half precision, which halves the file. The graph still computes in single
 * precision: a Cast, which runtimes evaluate once at load, stands before each weight.
 */
final class HalfWeights {
  private static final float MAX_HALF = 65504;

  private HalfWeights() {}

  /** Vectors stay as they are: biases and statistics are small, and sensitive to rounding. */
  static void apply(OnnxGraph graph) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    graph
        .initializers()
        .forEach(
            (name, tensor) -> {
              if (tensor.type() == DataType.FLOAT32 && tensor.shape().dimension() > 1) {
                weights.put(name, tensor);
              }
            });
    int position = 0;
    for (Map.Entry<String, Tensor> weight : weights.entrySet()) {
      String name = weight.getKey();
      String half = graph.claim(name + "_float16");
      graph.initializers().remove(name);
      graph.initializers().put(half, half(name, weight.getValue()));
      TreeMap<String, Object> attributes =
          new TreeMap<>(Map.of("to", OnnxTypes.onnx(DataType.FLOAT32).getNumber()));
      OnnxNode cast =
          new OnnxNode(name + "_cast", "Cast", List.of(half), List.of(name), attributes);
      graph.nodes().add(position++, cast);
    }
  }

  private static Tensor half(String name, Tensor tensor) {
    float[] values = tensor.toFloatArray();
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (Math.abs(value) > MAX_HALF && !Float.isInfinite(value)) {
        throw new OnnxExportException(
            "Weight "
                + name
                + " holds "
                + value
                + ", beyond the range of half precision (65504). Export in single precision.",
            null);
      }
      buffer.putShort(Half.fromFloat(value));
    }
    return new Tensor(DataType.FLOAT16, tensor.shape(), ByteString.copyFrom(buffer.array()));
  }
}
