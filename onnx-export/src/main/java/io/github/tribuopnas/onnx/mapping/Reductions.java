package io.github.tribuopnas.onnx.mapping;

import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes reductions, whose axes moved from an attribute to an input in opset 18. */
final class Reductions {
  private Reductions() {}

  /** Reduces the given axes, or all of them if there are none. */
  static String reduce(String type, String x, long[] axes, boolean keep, OnnxGraph graph) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("keepdims", keep ? 1 : 0);
    if (axes.length == 0) {
      return graph.node(type, List.of(x), attributes);
    }
    if (graph.opset() >= 18 || type.equals("ReduceSum")) {
      return graph.node(type, List.of(x, graph.integers(axes)), attributes);
    }
    attributes.put("axes", axes);
    return graph.node(type, List.of(x), attributes);
  }
}
