package io.github.tribuopnas.onnx.mapping;

import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Change of the size of an image. */
final class ResizeMappings {
  private static final int NEAREST = 0;
  private static final int BILINEAR = 1;

  private ResizeMappings() {}

  static void addTo(MappingTable table) {
    table.put("interpolation", "Resize", ResizeMappings::interpolation);
  }

  /** {@code interpolation(size, mode, alignCorners)}; the PyTorch engine never aligns corners. */
  private static String interpolation(RecordedCall call, OnnxGraph graph) {
    int mode = call.argument(1, Integer.class);
    if (mode != NEAREST && mode != BILINEAR) {
      throw call.refused("only nearest (0) and bilinear (1) interpolation can be, not " + mode);
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("mode", mode == NEAREST ? "nearest" : "linear");
    attributes.put("coordinate_transformation_mode", mode == NEAREST ? "asymmetric" : "half_pixel");
    if (mode == NEAREST) {
      attributes.put("nearest_mode", "floor");
    }
    return graph.node(
        "Resize", List.of(call.input(0), "", "", call.resultDimensions(0, graph)), attributes);
  }
}
