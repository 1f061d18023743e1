package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Map;

/** Orders of the entries along an axis, all by TopK. Equal entries stay in their order. */
final class Sorting {
  private Sorting() {}

  static void addTo(MappingTable table) {
    table.putAll("topK", "TopK", Sorting::topK);
    table.put("sort", "TopK", Sorting::sort);
    table.put("argSort", "TopK, Slice if descending", Sorting::argSort);
    table.putAll("unique", "Unique Reshape", Sorting::unique);
    table.put("median", "TopK Gather", Sorting::median);
    table.put("percentile", "TopK Gather Sub Mul Add", Sorting::percentile);
  }

  private static List<String> topK(RecordedCall call, OnnxGraph graph) {
    String k = call.number(0, graph);
    return select(
        call,
        k,
        Map.of(
            "axis",
            call.argument(1, Integer.class),
            "largest",
            call.argument(2, Boolean.class) ? 1 : 0,
            "sorted",
            call.argument(3, Boolean.class) ? 1 : 0),
        graph);
  }

  private static List<String> select(
      RecordedCall call, String k, Map<String, ?> attributes, OnnxGraph graph) {
    DataType type = call.type(0);
    DataType computed = Casts.computed("TopK", type);
    String x = Casts.operand(call, 0, computed, graph);
    List<String> found = graph.nodes("TopK", List.of(x, k), 2, attributes);
    return List.of(Casts.cast(found.get(0), computed, type, graph), found.get(1));
  }

  /** All entries, the least first, and their positions. */
  private static List<String> ascending(RecordedCall call, int axis, OnnxGraph graph) {
    List<long[]> lengths =
        call.operandShapes(0).stream()
            .map(s -> new long[] {s.get(Math.floorMod(axis, s.dimension()))})
            .toList();
    return select(
        call, call.numbers(lengths, graph), Map.of("axis", axis, "largest", 0, "sorted", 1), graph);
  }

  private static String sort(RecordedCall call, OnnxGraph graph) {
    int axis = call.hasArgument(0) ? call.argument(0, Integer.class) : -1;
    return ascending(call, axis, graph).get(0);
  }

  /** The engine sorts upwards and turns the result around. */
  private static String argSort(RecordedCall call, OnnxGraph graph) {
    int axis = call.argument(0, Integer.class);
    String positions = ascending(call, axis, graph).get(1);
    if (call.argument(1, Boolean.class)) {
      return positions;
    }
    String back = graph.integers(-1);
    String end = graph.integers(Long.MIN_VALUE + 1);
    return graph.node("Slice", List.of(positions, back, end, graph.integers(axis), back), Map.of());
  }

  /** The values, where each entry is among them, and how often each is there. */
  private static List<String> unique(RecordedCall call, OnnxGraph graph) {
    if (!call.argument(1, Boolean.class)) {
      throw call.refused("the engine gives values in any order; ask for sorted ones");
    }
    DataType type = call.type(0);
    DataType computed = type.isFloating() ? type : DataType.INT64;
    String x = Casts.operand(call, 0, computed, graph);
    boolean flat = !call.hasArgument(0);
    Map<String, ?> attributes = flat ? Map.of() : Map.of("axis", call.argument(0, Integer.class));
    List<String> found = graph.nodes("Unique", List.of(x), 4, attributes);
    String places = found.get(2);
    if (flat) {
      String shape = graph.node("Shape", List.of(x), Map.of());
      places = graph.node("Reshape", List.of(places, shape), Map.of());
    }
    return List.of(Casts.cast(found.get(0), computed, type, graph), places, found.get(3));
  }

  private static int axis(RecordedCall call, int argument) {
    return call.hasArgument(argument) ? call.argument(argument, int[].class)[0] : -1;
  }

  private static long length(RecordedCall call, int axis) {
    long length = call.shape(0).get(Math.floorMod(axis, call.shape(0).dimension()));
    if (length < 0) {
      throw call.refused("the axis must have a fixed length");
    }
    return length;
  }

  private static String entry(String sorted, long position, int axis, OnnxGraph graph) {
    String index = graph.scalar(position, DataType.INT64);
    return graph.node("Gather", List.of(sorted, index), Map.of("axis", axis));
  }

  /** The lower of the two in the middle. */
  private static String median(RecordedCall call, OnnxGraph graph) {
    int axis = axis(call, 0);
    long middle = (length(call, axis) - 1) / 2;
    return entry(ascending(call, axis, graph).get(0), middle, axis, graph);
  }

  /** Between two entries in proportion. */
  private static String percentile(RecordedCall call, OnnxGraph graph) {
    int axis = axis(call, 1);
    float quantile = call.argument(0, Number.class).floatValue() / 100;
    float position = quantile * (length(call, axis) - 1);
    long below = (long) Math.floor(position);
    long above = (long) Math.ceil(position);
    String sorted = ascending(call, axis, graph).get(0);
    String low = entry(sorted, below, axis, graph);
    String gap = graph.node("Sub", List.of(entry(sorted, above, axis, graph), low), Map.of());
    String weight = graph.scalar(position - below, call.resultType(0));
    return graph.node(
        "Add", List.of(low, graph.node("Mul", List.of(gap, weight), Map.of())), Map.of());
  }
}
