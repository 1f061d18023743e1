package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Convolution, linear layers, normalization, embedding, dropout. */
final class LayerMappings {
  private LayerMappings() {}

  static void addTo(MappingTable table) {
    table.put("convolution", "Conv", LayerMappings::convolution);
    table.put("linear", "Gemm, or MatMul Add from three dimensions", LayerMappings::linear);
    table.put("batchNorm", "BatchNormalization", LayerMappings::batchNorm);
    table.put(
        "layerNorm",
        "LayerNormalization, before opset 17 ReduceMean Sub Mul Add Sqrt Div",
        LayerMappings::layerNorm);
    table.put("embedding", "Gather", LayerMappings::embedding);
    table.put("dropout", "nothing", (call, graph) -> call.input(0));
  }

  /** Attribute values that the engine takes per spatial axis, begins before ends. */
  static long[] symmetric(Shape padding) {
    long[] half = padding.getShape();
    long[] pads = new long[half.length * 2];
    System.arraycopy(half, 0, pads, 0, half.length);
    System.arraycopy(half, 0, pads, half.length, half.length);
    return pads;
  }

  private static String convolution(RecordedCall call, OnnxGraph graph) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("kernel_shape", call.shape(1).slice(2).getShape());
    attributes.put("strides", call.argument(3, Shape.class).getShape());
    attributes.put("pads", symmetric(call.argument(4, Shape.class)));
    attributes.put("dilations", call.argument(5, Shape.class).getShape());
    attributes.put("group", call.argument(6, Integer.class));
    return graph.node("Conv", present(call), attributes);
  }

  private static List<String> present(RecordedCall call) {
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < call.operandCount(); i++) {
      if (call.isPresent(i)) {
        inputs.add(call.input(i));
      }
    }
    return inputs;
  }

  /** The weight is {@code [out, in]}. */
  private static String linear(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    if (call.shape(0).dimension() == 2 && type.isFloating()) {
      return graph.node("Gemm", present(call), Map.of("transB", 1));
    }
    String transposed =
        graph.node("Transpose", List.of(call.input(1)), Map.of("perm", new long[] {1, 0}));
    String product =
        Casts.node("MatMul", List.of(call.input(0), transposed), type, Map.of(), graph);
    return call.isPresent(2)
        ? Casts.node("Add", List.of(product, call.input(2)), type, Map.of(), graph)
        : product;
  }

  /** Operands: input, running mean, running variance, gamma, beta. */
  private static String batchNorm(RecordedCall call, OnnxGraph graph) {
    int axis = call.argument(5, Integer.class);
    // -1 is the engine's word for "channels are axis 1 already".
    boolean direct = axis == -1 || axis == 1;
    int rank = call.shape(0).dimension();
    String x = call.input(0);
    String moved = direct ? x : swapped(x, axis, rank, graph);
    String normalized =
        graph.node(
            "BatchNormalization",
            List.of(moved, call.input(3), call.input(4), call.input(1), call.input(2)),
            Map.of("epsilon", call.argument(7, Float.class)));
    return direct ? normalized : swapped(normalized, axis, rank, graph);
  }

  private static String swapped(String x, int axis, int rank, OnnxGraph graph) {
    long[] order = IntStream.range(0, rank).mapToLong(i -> i).toArray();
    order[1] = axis;
    order[axis] = 1;
    return graph.node("Transpose", List.of(x), Map.of("perm", order));
  }

  /** Operands: input, gamma, beta; normalizes over the last axes, as many as gamma has. */
  private static String layerNorm(RecordedCall call, OnnxGraph graph) {
    int axes = call.argument(1, Shape.class).dimension();
    int axis = call.shape(0).dimension() - axes;
    float epsilon = call.argument(4, Float.class);
    if (graph.opset() >= 17) {
      return graph.node(
          "LayerNormalization",
          List.of(call.input(0), call.input(1), call.input(2)),
          Map.of("axis", axis, "epsilon", epsilon));
    }
    DataType type = call.resultType(0);
    long[] last = IntStream.range(axis, axis + axes).mapToLong(i -> i).toArray();
    String x = call.input(0);
    String mean = Reductions.reduce("ReduceMean", x, last, true, graph);
    String centered = graph.node("Sub", List.of(x, mean), Map.of());
    String squares = graph.node("Mul", List.of(centered, centered), Map.of());
    String variance = Reductions.reduce("ReduceMean", squares, last, true, graph);
    String stable = graph.node("Add", List.of(variance, graph.scalar(epsilon, type)), Map.of());
    String deviation = graph.node("Sqrt", List.of(stable), Map.of());
    String normal = graph.node("Div", List.of(centered, deviation), Map.of());
    String scaled = graph.node("Mul", List.of(normal, call.input(1)), Map.of());
    return graph.node("Add", List.of(scaled, call.input(2)), Map.of());
  }

  /** Operands: indices, weight. */
  private static String embedding(RecordedCall call, OnnxGraph graph) {
    String indices = Casts.operand(call, 0, DataType.INT64, graph);
    return graph.node("Gather", List.of(call.input(1), indices), Map.of("axis", 0));
  }
}
