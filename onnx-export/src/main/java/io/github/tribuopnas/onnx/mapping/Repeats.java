package io.github.tribuopnas.onnx.mapping;

import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Operations that repeat an array, or its elements. */
final class Repeats {
  private Repeats() {}

  static void addTo(MappingTable table) {
    table.put("tile", "Tile", Repeats::tile);
    table.put("repeat", "Unsqueeze Tile Reshape", Repeats::repeat);
  }

  private static String tile(RecordedCall call, OnnxGraph graph) {
    int rank = call.shape(0).dimension();
    List<long[]> repeats = call.arguments(0).stream().map(n -> forAll(n, rank)).toList();
    if (repeats.get(0).length != rank) {
      throw call.refused(
          "tile has " + repeats.get(0).length + " repeats for an array of " + rank + " dimensions");
    }
    return graph.node("Tile", List.of(call.input(0), call.numbers(repeats, graph)), Map.of());
  }

  /** One number per axis, or one for all. */
  private static long[] forAll(Object given, int rank) {
    return given instanceof long[] each
        ? each
        : LongStream.generate(((Number) given)::longValue).limit(rank).toArray();
  }

  /** {@code repeat(axis, n)}, {@code repeat(n)} or {@code repeat(long[])}: each element n times. */
  private static String repeat(RecordedCall call, OnnxGraph graph) {
    int rank = call.shape(0).dimension();
    boolean isOfOneAxis = call.argumentCount() == 2;
    List<long[]> repeats =
        call.arguments(isOfOneAxis ? 1 : 0).stream().map(n -> forAll(n, rank)).toList();
    if (repeats.get(0).length != rank) {
      throw call.refused("repeat needs one number per axis, or one for all");
    }
    int only = isOfOneAxis ? Math.floorMod(call.argument(0, Integer.class), rank) : -1;
    String x = call.input(0);
    for (int axis = 0; axis < rank; axis++) {
      int a = axis;
      long[] times = repeats.stream().mapToLong(each -> each[a]).toArray();
      boolean changes = Arrays.stream(times).anyMatch(n -> n != 1) && (only < 0 || only == axis);
      x = changes ? repeatAxis(x, axis, times, call, graph) : x;
    }
    return x;
  }

  /** Repeats along a new axis behind, and merges the two. */
  private static String repeatAxis(
      String x, int axis, long[] times, RecordedCall call, OnnxGraph graph) {
    int rank = call.shape(0).dimension();
    String split = graph.node("Unsqueeze", List.of(x, graph.integers(axis + 1)), Map.of());
    String tiles = call.numbers(ones(rank + 1, axis + 1, times), graph);
    String tiled = graph.node("Tile", List.of(split, tiles), Map.of());
    String shape = graph.node("Shape", List.of(x), Map.of());
    String factors = call.numbers(ones(rank, axis, times), graph);
    String target = graph.node("Mul", List.of(shape, factors), Map.of());
    return graph.node("Reshape", List.of(tiled, target), Map.of());
  }

  /** In each recording ones, but for one number. */
  private static List<long[]> ones(int length, int position, long[] numbers) {
    return Arrays.stream(numbers)
        .mapToObj(n -> LongStream.range(0, length).map(i -> i == position ? n : 1).toArray())
        .toList();
  }
}
