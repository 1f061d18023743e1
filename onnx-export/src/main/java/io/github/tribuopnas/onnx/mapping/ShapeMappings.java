package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operations that move elements without changing them. */
final class ShapeMappings {
  private ShapeMappings() {}

  static void addTo(MappingTable table) {
    table.put("reshape", "Reshape", ShapeMappings::reshape);
    table.put("flatten", "Reshape", ShapeMappings::reshape);
    table.put("expandDims", "Unsqueeze", ShapeMappings::expandDims);
    table.put("squeeze", "Squeeze", ShapeMappings::squeeze);
    table.put("transpose", "Transpose", ShapeMappings::transpose);
    table.put("swapAxes", "Transpose", ShapeMappings::swapAxes);
    table.put("rotate90", "Slice Transpose", ShapeMappings::rotate90);
    table.put("diff", "Slice Sub", ShapeMappings::diff);
    table.put("broadcast", "Expand", ShapeMappings::broadcast);
    table.put("pad", "Pad", ShapeMappings::pad);
    table.put("flip", "Slice", ShapeMappings::flip);
    Repeats.addTo(table);
  }

  /**
   * Written from the shape that came out, not from the argument, which may hold the batch size of
   * the example.
   */
  private static String reshape(RecordedCall call, OnnxGraph graph) {
    return graph.node("Reshape", List.of(call.input(0), target(call, graph)), Map.of());
  }

  private static String target(RecordedCall call, OnnxGraph graph) {
    List<Shape> from = call.operandShapes(0);
    List<Shape> to = call.resultShapes(0);
    long[] dims = call.resultShape(0).getShape().clone();
    List<Integer> varying = new ArrayList<>();
    for (int axis = 0; axis < dims.length; axis++) {
      if (dims[axis] < 0) {
        varying.add(axis);
      }
    }
    // One unknown is Reshape's -1; further ones may be copied from the input by 0.
    for (int i = varying.size() - 1; i >= 0 && varying.size() > 1; i--) {
      int axis = varying.get(i);
      if (axis < from.get(0).dimension() && Extents.agree(to, axis, from, axis)) {
        dims[axis] = 0;
        varying.remove(i);
      }
    }
    return varying.size() > 1 ? call.resultDimensions(0, graph) : graph.integers(dims);
  }

  private static String expandDims(RecordedCall call, OnnxGraph graph) {
    int axis = call.argument(0, Integer.class);
    return graph.node("Unsqueeze", List.of(call.input(0), graph.integers(axis)), Map.of());
  }

  /** {@code squeeze()}, or {@code squeeze(axes)}; the engine leaves alone what is longer than 1. */
  private static String squeeze(RecordedCall call, OnnxGraph graph) {
    Shape shape = call.shape(0);
    int rank = shape.dimension();
    IntStream asked = IntStream.range(0, rank);
    if (call.hasArgument(0)) {
      asked =
          call.argument(0, Object.class) instanceof int[] several
              ? IntStream.of(several)
              : IntStream.of(call.argument(0, Integer.class));
    }
    long[] axes =
        asked
            .map(a -> Math.floorMod(a, Math.max(1, rank)))
            .filter(a -> a < rank && shape.get(a) == 1)
            .sorted()
            .mapToLong(a -> a)
            .toArray();
    if (axes.length == 0) {
      return call.input(0);
    }
    return graph.node("Squeeze", List.of(call.input(0), graph.integers(axes)), Map.of());
  }

  private static String swapAxes(RecordedCall call, OnnxGraph graph) {
    int rank = call.shape(0).dimension();
    int a = Math.floorMod(call.argument(0, Integer.class), rank);
    int b = Math.floorMod(call.argument(1, Integer.class), rank);
    return swapped(call.input(0), a, b, rank, graph);
  }

  private static String swapped(String x, int a, int b, int rank, OnnxGraph graph) {
    long[] order = LongStream.range(0, rank).toArray();
    order[a] = b;
    order[b] = a;
    return graph.node("Transpose", List.of(x), Map.of("perm", order));
  }

  /** Quarter turns from the first axis towards the second. */
  private static String rotate90(RecordedCall call, OnnxGraph graph) {
    int rank = call.shape(0).dimension();
    int[] axes = call.argument(1, int[].class);
    int a = Math.floorMod(axes[0], rank);
    int b = Math.floorMod(axes[1], rank);
    String x = call.input(0);
    return switch (Math.floorMod(call.argument(0, Integer.class), 4)) {
      case 0 -> x;
      case 1 -> swapped(flipped(x, new long[] {b}, graph), a, b, rank, graph);
      case 2 -> flipped(x, new long[] {a, b}, graph);
      default -> flipped(swapped(x, a, b, rank, graph), new long[] {b}, graph);
    };
  }

  /** Differences of neighbors, n times over. */
  private static String diff(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    String axis = graph.integers(call.argument(1, Integer.class));
    String x = call.input(0);
    for (int i = 0; i < call.argument(0, Integer.class); i++) {
      String end = graph.integers(Long.MAX_VALUE);
      String later = graph.node("Slice", List.of(x, graph.integers(1), end, axis), Map.of());
      String earlier =
          graph.node("Slice", List.of(x, graph.integers(0), graph.integers(-1), axis), Map.of());
      x = Casts.node("Sub", List.of(later, earlier), type, Map.of(), graph);
    }
    return x;
  }

  private static String transpose(RecordedCall call, OnnxGraph graph) {
    int rank = call.shape(0).dimension();
    long[] order =
        call.hasArgument(0)
            ? IntStream.of(call.argument(0, int[].class))
                .mapToLong(a -> Math.floorMod(a, rank))
                .toArray()
            : IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray();
    return graph.node("Transpose", List.of(call.input(0)), Map.of("perm", order));
  }

  private static String broadcast(RecordedCall call, OnnxGraph graph) {
    return graph.node("Expand", List.of(call.input(0), call.resultDimensions(0, graph)), Map.of());
  }

  /** The engine counts from the last axis: left, right, top, bottom, ... */
  private static String pad(RecordedCall call, OnnxGraph graph) {
    int rank = call.shape(0).dimension();
    List<long[]> pads =
        call.arguments(0).stream().map(s -> pads(((Shape) s).getShape(), rank)).toList();
    DataType type = call.resultType(0);
    String value = graph.scalar(call.argument(1, Double.class), type);
    return graph.node("Pad", List.of(call.input(0), call.numbers(pads, graph), value), Map.of());
  }

  private static long[] pads(long[] given, int rank) {
    long[] pads = new long[2 * rank];
    for (int i = 0; i < given.length / 2; i++) {
      pads[rank - 1 - i] = given[2 * i];
      pads[2 * rank - 1 - i] = given[2 * i + 1];
    }
    return pads;
  }

  private static String flip(RecordedCall call, OnnxGraph graph) {
    long[] axes = IntStream.of(call.argument(0, int[].class)).mapToLong(a -> a).toArray();
    return flipped(call.input(0), axes, graph);
  }

  private static String flipped(String x, long[] axes, OnnxGraph graph) {
    long[] starts = new long[axes.length];
    Arrays.fill(starts, -1);
    long[] ends = new long[axes.length];
    Arrays.fill(ends, Long.MIN_VALUE + 1);
    return graph.node(
        "Slice",
        List.of(
            x,
            graph.integers(starts),
            graph.integers(ends),
            graph.integers(axes),
            graph.integers(starts)),
        Map.of());
  }
}
