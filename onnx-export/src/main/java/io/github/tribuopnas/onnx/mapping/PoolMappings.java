package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Pooling. Arguments of the methods: kernel, stride, padding, ceiling of the output size. */
final class PoolMappings {
  private PoolMappings() {}

  static void addTo(MappingTable table) {
    table.put("maxPool", "MaxPool", PoolMappings::maxPool);
    table.put("avgPool", "AveragePool; Pad AveragePool Mul if ceiled", PoolMappings::avgPool);
    table.put("lpPool", "Pow AveragePool Mul", PoolMappings::lpPool);
    table.put("globalLpPool", "Pow ReduceSum", PoolMappings::globalLpPool);
    table.put("globalMaxPool", "GlobalMaxPool Flatten", global("GlobalMaxPool"));
    table.put("globalAvgPool", "GlobalAveragePool Flatten", global("GlobalAveragePool"));
  }

  /**
   * Arguments: order of the norm, kernel, stride, padding (always none), ceiling. The p-th root of
   * the sum of p-th powers, as the engine computes it: odd orders keep the sign.
   */
  private static String lpPool(RecordedCall call, OnnxGraph graph) {
    if (call.argument(4, Boolean.class)) {
      throw call.refused("norm pooling with a ceiled output size has no equal in ONNX");
    }
    DataType type = call.resultType(0);
    Shape kernel = call.argument(1, Shape.class);
    Map<String, Object> window =
        Map.of(
            "kernel_shape", kernel.getShape(),
            "strides", call.argument(2, Shape.class).getShape());
    String mean = graph.node("AveragePool", List.of(power(call, graph)), window);
    String count = graph.scalar(kernel.size(), type);
    return root(graph.node("Mul", List.of(mean, count), Map.of()), call, graph);
  }

  private static String globalLpPool(RecordedCall call, OnnxGraph graph) {
    long[] axes = LongStream.range(2, call.shape(0).dimension()).toArray();
    String sum = Reductions.reduce("ReduceSum", power(call, graph), axes, false, graph);
    return root(sum, call, graph);
  }

  private static String power(RecordedCall call, OnnxGraph graph) {
    String order = graph.scalar(call.argument(0, Float.class), call.resultType(0));
    return graph.node("Pow", List.of(call.input(0), order), Map.of());
  }

  private static String root(String sum, RecordedCall call, OnnxGraph graph) {
    String order = graph.scalar(1 / call.argument(0, Float.class), call.resultType(0));
    return graph.node("Pow", List.of(sum, order), Map.of());
  }

  private static Map<String, Object> window(RecordedCall call) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("kernel_shape", call.argument(0, Shape.class).getShape());
    attributes.put("strides", call.argument(1, Shape.class).getShape());
    attributes.put("pads", LayerMappings.symmetric(call.argument(2, Shape.class)));
    attributes.put("ceil_mode", call.argument(3, Boolean.class) ? 1 : 0);
    return attributes;
  }

  private static String maxPool(RecordedCall call, OnnxGraph graph) {
    return graph.node("MaxPool", List.of(call.input(0)), window(call));
  }

  /** The PyTorch engine counts the padding whatever the block asks for, so the graph does, too. */
  private static String avgPool(RecordedCall call, OnnxGraph graph) {
    if (call.argument(3, Boolean.class)) {
      CeiledAverage ceiled = new CeiledAverage(call);
      if (ceiled.hangsOver()) {
        return ceiled.emit(graph);
      }
    }
    Map<String, Object> attributes = window(call);
    attributes.put("ceil_mode", 0);
    attributes.put("count_include_pad", 1);
    String x = call.input(0);
    long[] padding = call.argument(2, Shape.class).getShape();
    if (graph.opset() >= CeiledAverage.OTHER_COUNT
        && LongStream.of(padding).distinct().count() > 1) {
      attributes.remove("pads");
      long[] pads = LayerMappings.symmetric(new Shape(0, 0).addAll(new Shape(padding)));
      x = CeiledAverage.padded(call, pads, graph);
    }
    return graph.node("AveragePool", List.of(x), attributes);
  }

  /** The engine drops the pooled axes. */
  private static MappingTable.Single global(String type) {
    return (call, graph) -> {
      String pooled = graph.node(type, List.of(call.input(0)), Map.of());
      return graph.node("Flatten", List.of(pooled), Map.of("axis", 1));
    };
  }
}
