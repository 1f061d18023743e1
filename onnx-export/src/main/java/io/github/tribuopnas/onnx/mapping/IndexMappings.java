package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import io.github.tribuopnas.onnx.graph.Tensor;
import io.github.tribuopnas.onnx.recording.IndexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Indexing: {@code x.get("1:, ..., 0")} and its relatives. */
final class IndexMappings {
  private IndexMappings() {}

  static void addTo(MappingTable table) {
    table.put("get", "Slice Squeeze Unsqueeze Gather", IndexMappings::get);
    table.put("gather", "GatherElements", IndexMappings::gather);
    table.put("oneHot", "OneHot", IndexMappings::oneHot);
  }

  private static String get(RecordedCall call, OnnxGraph graph) {
    List<IndexSpec> specs = call.arguments(1).stream().map(IndexSpec.class::cast).toList();
    IndexSpec spec =
        IndexSpec.common(specs, call.operandShapes(0)).orElseThrow(() -> call.differs(1));
    String value = take(call.input(0), spec, call, graph);
    value = slice(value, spec, graph);
    return reshapeAxes(value, spec, graph);
  }

  /** Index arrays, which come as the operands from 1 on. */
  private static String take(String x, IndexSpec spec, RecordedCall call, OnnxGraph graph) {
    int takes = call.operandCount() - 1;
    if (takes == 0) {
      return x;
    }
    int axis = axisOfTake(spec);
    boolean alone =
        takes == 1 && spec.parts().stream().noneMatch(p -> p instanceof IndexSpec.Fixed);
    if (!alone || call.shape(1).dimension() != 1) {
      throw call.refused(
          "only one index array of one dimension, next to ranges, can be written as Gather");
    }
    String indices = Casts.operand(call, 1, DataType.INT64, graph);
    return graph.node("Gather", List.of(x, indices), Map.of("axis", axis));
  }

  private static int axisOfTake(IndexSpec spec) {
    int axis = 0;
    for (IndexSpec.Part part : spec.parts()) {
      if (part instanceof IndexSpec.Take) {
        return axis;
      }
      axis += part instanceof IndexSpec.NewAxis ? 0 : 1;
    }
    throw new IllegalArgumentException("No index array in " + spec);
  }

  private static String slice(String x, IndexSpec spec, OnnxGraph graph) {
    List<long[]> ranges = new ArrayList<>();
    int axis = 0;
    for (IndexSpec.Part part : spec.parts()) {
      if (part instanceof IndexSpec.Range range) {
        long step = range.step() == null ? 1 : range.step();
        long start = range.start() == null ? 0 : range.start();
        long end = range.end() == null ? Long.MAX_VALUE : range.end();
        ranges.add(new long[] {start, end, axis, step});
      } else if (part instanceof IndexSpec.Fixed fixed) {
        long end = fixed.index() == -1 ? Long.MAX_VALUE : fixed.index() + 1;
        ranges.add(new long[] {fixed.index(), end, axis, 1});
      }
      axis += part instanceof IndexSpec.NewAxis ? 0 : 1;
    }
    if (ranges.isEmpty()) {
      return x;
    }
    List<String> inputs = new ArrayList<>(List.of(x));
    for (int column = 0; column < 4; column++) {
      int c = column;
      inputs.add(graph.integers(ranges.stream().mapToLong(r -> r[c]).toArray()));
    }
    return graph.node("Slice", inputs, Map.of());
  }

  private static String reshapeAxes(String x, IndexSpec spec, OnnxGraph graph) {
    List<Long> dropped = new ArrayList<>();
    List<Long> added = new ArrayList<>();
    long before = 0;
    long after = 0;
    for (IndexSpec.Part part : spec.parts()) {
      if (part instanceof IndexSpec.NewAxis) {
        added.add(after++);
      } else if (part instanceof IndexSpec.Fixed) {
        dropped.add(before++);
      } else {
        before++;
        after++;
      }
    }
    return onAxes("Unsqueeze", onAxes("Squeeze", x, dropped, graph), added, graph);
  }

  private static String onAxes(String type, String x, List<Long> axes, OnnxGraph graph) {
    if (axes.isEmpty()) {
      return x;
    }
    String vector = graph.integers(axes.stream().mapToLong(Long::longValue).toArray());
    return graph.node(type, List.of(x, vector), Map.of());
  }

  private static String gather(RecordedCall call, OnnxGraph graph) {
    String indices = Casts.operand(call, 1, DataType.INT64, graph);
    return graph.node(
        "GatherElements",
        List.of(call.input(0), indices),
        Map.of("axis", call.argument(1, Integer.class)));
  }

  private static String oneHot(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    String indices = Casts.operand(call, 0, DataType.INT64, graph);
    String depth = graph.scalar(call.argument(0, Integer.class), DataType.INT64);
    String values = graph.constant(pair(type));
    return graph.node("OneHot", List.of(indices, depth, values), Map.of("axis", -1));
  }

  private static Tensor pair(DataType type) {
    return new Tensor(
        type, new Shape(2), Tensor.scalar(0, type).data().concat(Tensor.scalar(1, type).data()));
  }
}
