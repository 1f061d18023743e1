package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Change of the size of an image. The PyTorch engine never aligns corners, and antialiases. */
final class ResizeMappings {
  private static final int NEAREST = 0;
  private static final int BILINEAR = 1;

  private ResizeMappings() {}

  static void addTo(MappingTable table) {
    table.put(
        "interpolation",
        "Resize, MatMul where no axis grows, or Gather of the nearest",
        ResizeMappings::planes);
    table.put("resize", "Transpose Resize Transpose", ResizeMappings::image);
  }

  /** {@code interpolation(size, mode, alignCorners)} of {@code [batch, channels, ...]}. */
  private static String planes(RecordedCall call, OnnxGraph graph) {
    Resampling resampling =
        new Resampling(
            call.argument(1, Integer.class), call.operandShapes(0), call.resultShapes(0));
    DataType type = call.type(0);
    if (resampling.mode() == NEAREST) {
      return resized(call.input(0), resampling, call, graph);
    }
    requireFloats(call);
    String x = Casts.operand(call, 0, DataType.FLOAT32, graph);
    return Casts.cast(resized(x, resampling, call, graph), DataType.FLOAT32, type, graph);
  }

  /** {@code resize(width, height, mode)} of {@code [height, width, channels]}, or of a batch. */
  private static String image(RecordedCall call, OnnxGraph graph) {
    if (call.argument(2, Integer.class) != NEAREST) {
      requireFloats(call);
    }
    String x = Casts.operand(call, 0, DataType.FLOAT32, graph);
    boolean single = call.shape(0).dimension() == 3;
    if (single) {
      x = graph.node("Unsqueeze", List.of(x, graph.integers(0)), Map.of());
    }
    x = graph.node("Transpose", List.of(x), Map.of("perm", new long[] {0, 3, 1, 2}));
    Resampling resampling =
        new Resampling(
            call.argument(2, Integer.class),
            call.operandShapes(0).stream().map(ResizeMappings::channelsFirst).toList(),
            call.resultShapes(0).stream().map(ResizeMappings::channelsFirst).toList());
    x = resized(x, resampling, call, graph);
    x = graph.node("Transpose", List.of(x), Map.of("perm", new long[] {0, 2, 3, 1}));
    if (single) {
      x = graph.node("Squeeze", List.of(x, graph.integers(0)), Map.of());
    }
    return Casts.cast(x, DataType.FLOAT32, call.resultType(0), graph);
  }

  /** Between whole numbers, an error of rounding is one of a whole step. */
  private static void requireFloats(RecordedCall call) {
    if (!call.type(0).isFloating()) {
      throw call.refused(
          "whole numbers between others are rounded differently; convert "
              + call.type(0)
              + " to FLOAT32 first");
    }
  }

  private static Shape channelsFirst(Shape image) {
    int rank = image.dimension();
    long batch = rank == 3 ? 1 : image.get(0);
    return new Shape(batch, image.get(rank - 1), image.get(rank - 3), image.get(rank - 2));
  }

  private static String resized(
      String x, Resampling resampling, RecordedCall call, OnnxGraph graph) {
    if (resampling.mode() == NEAREST && resampling.multiplies()) {
      return node(x, resampling, call, "nearest", "asymmetric", graph);
    }
    if (resampling.mode() == NEAREST) {
      return new NearestPixels(resampling, call.dimensions(graph), graph).picked(x);
    }
    if (resampling.mode() == BILINEAR && resampling.grows()) {
      return node(x, resampling, call, "linear", "half_pixel", graph);
    }
    if (resampling.isFixed()) {
      return resampling.multiplied(x, graph);
    }
    if (resampling.mode() == BILINEAR) {
      return new FreeResampling(resampling, call.dimensions(graph), graph).multiplied(x);
    }
    throw call.refused(
        "interpolation "
            + resampling.mode()
            + " to a size that is free has no operator; nearest (0) and linear (1) can be");
  }

  private static String node(
      String x,
      Resampling resampling,
      RecordedCall call,
      String mode,
      String coordinates,
      OnnxGraph graph) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("mode", mode);
    attributes.put("coordinate_transformation_mode", coordinates);
    if (resampling.mode() == NEAREST) {
      attributes.put("nearest_mode", "floor");
    }
    String sizes = call.dimensions(graph).shape(resampling.to());
    return graph.node("Resize", List.of(x, "", "", sizes), attributes);
  }
}
