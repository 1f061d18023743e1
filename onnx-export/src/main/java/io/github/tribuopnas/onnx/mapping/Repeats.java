package io.github.tribuopnas.onnx.mapping;

import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operations that repeat an array, or its elements. */
final class Repeats {
  private Repeats() {}

  static void addTo(MappingTable table) {
    table.put("tile", "Tile", Repeats::tile);
    table.put("repeat", "Unsqueeze Tile Reshape", Repeats::repeat);
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
