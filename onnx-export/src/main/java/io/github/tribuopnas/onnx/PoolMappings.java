package io.github.tribuopnas.onnx;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pooling. Arguments of the methods: kernel, stride, padding, ceiling of the output size. */
final class PoolMappings {
  private PoolMappings() {}

  static void addTo(MappingTable table) {
    table.put("maxPool", "MaxPool", PoolMappings::maxPool);
    table.put("avgPool", "AveragePool with count_include_pad", PoolMappings::avgPool);
    table.put("globalMaxPool", "GlobalMaxPool Flatten", global("GlobalMaxPool"));
    table.put("globalAvgPool", "GlobalAveragePool Flatten", global("GlobalAveragePool"));
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
    Map<String, Object> attributes = window(call);
    attributes.put("count_include_pad", 1);
    return graph.node("AveragePool", List.of(call.input(0)), attributes);
  }

  /** The engine drops the pooled axes. */
  private static MappingTable.Single global(String type) {
    return (call, graph) -> {
      String pooled = graph.node(type, List.of(call.input(0)), Map.of());
      return graph.node("Flatten", List.of(pooled), Map.of("axis", 1));
    };
  }
}
