package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operations that move elements without changing them. */
final class ShapeMappings {
  private ShapeMappings() {}

  static void addTo(MappingTable table) {
    table.put("reshape", "Reshape", ShapeMappings::reshape);
    table.put("flatten", "Reshape", ShapeMappings::reshape);
    table.put("expandDims", "Unsqueeze", ShapeMappings::expandDims);
    table.put("squeeze", "Squeeze", ShapeMappings::squeeze);
    table.put("transpose", "Transpose", ShapeMappings::transpose);
    table.put("broadcast", "Expand", ShapeMappings::broadcast);
    table.put("pad", "Pad", ShapeMappings::pad);
    table.put("flip", "Slice", ShapeMappings::flip);
    table.put("tile", "Tile", ShapeMappings::tile);
    table.put("repeat", "Unsqueeze Tile Reshape", ShapeMappings::repeat);
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

  private static String squeeze(RecordedCall call, OnnxGraph graph) {
    int[] asked = call.argument(0, int[].class);
    int rank = call.shape(0).dimension();
    // The engine leaves axes alone that are longer than 1; ONNX refuses them.
    long[] axes =
        IntStream.of(asked)
            .map(a -> a < 0 ? a + rank : a)
            .filter(a -> call.shape(0).get(a) == 1)
            .sorted()
            .mapToLong(a -> a)
            .toArray();
    if (axes.length == 0) {
      return call.input(0);
    }
    return graph.node("Squeeze", List.of(call.input(0), graph.integers(axes)), Map.of());
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
    long[] given = call.argument(0, Shape.class).getShape();
    DataType type = call.resultType(0);
    int rank = call.shape(0).dimension();
    long[] pads = new long[2 * rank];
    for (int i = 0; i < given.length / 2; i++) {
      pads[rank - 1 - i] = given[2 * i];
      pads[2 * rank - 1 - i] = given[2 * i + 1];
    }
    String value = graph.scalar(call.argument(1, Double.class), type);
    return graph.node("Pad", List.of(call.input(0), graph.integers(pads), value), Map.of());
  }

  private static String flip(RecordedCall call, OnnxGraph graph) {
    long[] axes = IntStream.of(call.argument(0, int[].class)).mapToLong(a -> a).toArray();
    long[] starts = IntStream.range(0, axes.length).mapToLong(i -> -1).toArray();
    long[] ends = IntStream.range(0, axes.length).mapToLong(i -> Long.MIN_VALUE + 1).toArray();
    return graph.node(
        "Slice",
        List.of(
            call.input(0),
            graph.integers(starts),
            graph.integers(ends),
            graph.integers(axes),
            graph.integers(starts)),
        Map.of());
  }

  private static String tile(RecordedCall call, OnnxGraph graph) {
    int rank = call.shape(0).dimension();
    long[] repeats =
        call.argument(0, Object.class) instanceof long[] given
            ? given
            : IntStream.range(0, rank).mapToLong(i -> call.argument(0, Long.class)).toArray();
    if (repeats.length != rank) {
      throw call.refused(
          "tile has " + repeats.length + " repeats for an array of " + rank + " dimensions");
    }
    return graph.node("Tile", List.of(call.input(0), graph.integers(repeats)), Map.of());
  }

  /** {@code repeat(axis, n)}, {@code repeat(n)} or {@code repeat(long[])}: each element n times. */
  private static String repeat(RecordedCall call, OnnxGraph graph) {
    int rank = call.shape(0).dimension();
    long[] repeats = new long[rank];
    if (call.argumentCount() == 2) {
      Arrays.fill(repeats, 1);
      repeats[Math.floorMod(call.argument(0, Integer.class), rank)] = call.argument(1, Long.class);
    } else if (call.argument(0, Object.class) instanceof long[] given && given.length == rank) {
      repeats = given;
    } else if (call.argument(0, Object.class) instanceof Long number) {
      Arrays.fill(repeats, number);
    } else {
      throw call.refused("repeat needs one number per axis, or one for all");
    }
    String x = call.input(0);
    for (int axis = 0; axis < rank; axis++) {
      x = repeats[axis] == 1 ? x : repeatAxis(x, axis, repeats[axis], rank, graph);
    }
    return x;
  }

  /** Repeats along a new axis behind, and merges the two. */
  private static String repeatAxis(String x, int axis, long times, int rank, OnnxGraph graph) {
    long[] tiles = new long[rank + 1];
    Arrays.fill(tiles, 1);
    tiles[axis + 1] = times;
    String split = graph.node("Unsqueeze", List.of(x, graph.integers(axis + 1)), Map.of());
    String tiled = graph.node("Tile", List.of(split, graph.integers(tiles)), Map.of());
    String shape = graph.node("Shape", List.of(x), Map.of());
    long[] factors = new long[rank];
    Arrays.fill(factors, 1);
    factors[axis] = times;
    String target = graph.node("Mul", List.of(shape, graph.integers(factors)), Map.of());
    return graph.node("Reshape", List.of(tiled, target), Map.of());
  }
}
