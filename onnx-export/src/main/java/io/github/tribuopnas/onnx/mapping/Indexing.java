package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import io.github.tribuopnas.onnx.recording.IndexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** {@code x.get("1:, ..., 0")}: first ranges, positions and new axes, then index arrays. */
final class Indexing {
  private final RecordedCall call;
  private final OnnxGraph graph;
  private final List<IndexSpec> specs;

  /** The index of the first recording, which all others are like but for their numbers. */
  private final IndexSpec spec;

  private Indexing(RecordedCall call, OnnxGraph graph) {
    this.call = call;
    this.graph = graph;
    specs = call.arguments(1).stream().map(IndexSpec.class::cast).toList();
    spec = IndexSpec.common(specs, call.operandShapes(0)).orElse(specs.get(0));
    for (IndexSpec other : specs) {
      if (!other.isLike(specs.get(0))) {
        throw call.differs(1);
      }
    }
  }

  static String emit(RecordedCall call, OnnxGraph graph) {
    return new Indexing(call, graph).emit();
  }

  private String emit() {
    if (spec.parts().stream().anyMatch(p -> p instanceof IndexSpec.Mask)) {
      return masked();
    }
    return take(reshapeAxes(slice(call.input(0))));
  }

  /** A mask of the first axes. */
  private String masked() {
    int covered = call.shape(1).dimension();
    boolean alone =
        spec.parts().get(0) instanceof IndexSpec.Mask
            && spec.parts().stream().skip(1).allMatch(p -> p instanceof IndexSpec.All);
    if (!alone || call.operandCount() != 2) {
      throw call.refused("a mask must stand first, with whole axes behind it");
    }
    String x = call.input(0);
    String mask = Casts.operand(call, 1, DataType.BOOLEAN, graph);
    if (covered > 1) {
      String shape = graph.node("Shape", List.of(x), Map.of());
      String rest =
          graph.node(
              "Slice",
              List.of(
                  shape,
                  graph.integers(covered),
                  graph.integers(Long.MAX_VALUE),
                  graph.integers(0)),
              Map.of());
      String target = graph.node("Concat", List.of(graph.integers(-1), rest), Map.of("axis", 0));
      x = graph.node("Reshape", List.of(x, target), Map.of());
      mask = graph.node("Reshape", List.of(mask, graph.integers(-1)), Map.of());
    }
    return graph.node("Compress", List.of(x, mask), Map.of("axis", 0));
  }

  private String slice(String x) {
    List<Integer> parts = new ArrayList<>();
    List<Long> axes = new ArrayList<>();
    long axis = 0;
    for (int i = 0; i < spec.parts().size(); i++) {
      IndexSpec.Part part = spec.parts().get(i);
      if (part instanceof IndexSpec.Range || part instanceof IndexSpec.Fixed) {
        parts.add(i);
        axes.add(axis);
      }
      axis += part instanceof IndexSpec.NewAxis ? 0 : 1;
    }
    if (parts.isEmpty()) {
      return x;
    }
    List<String> inputs = new ArrayList<>(List.of(x));
    inputs.add(column(parts, 0));
    inputs.add(column(parts, 1));
    inputs.add(graph.integers(axes.stream().mapToLong(Long::longValue).toArray()));
    inputs.add(column(parts, 2));
    return graph.node("Slice", inputs, Map.of());
  }

  /** The starts, ends or steps of the parts, which may differ between the recordings. */
  private String column(List<Integer> parts, int column) {
    List<long[]> values = new ArrayList<>();
    for (IndexSpec recorded : specs) {
      values.add(parts.stream().mapToLong(p -> bound(recorded.parts().get(p), column)).toArray());
    }
    return call.numbers(values, graph);
  }

  private static long bound(IndexSpec.Part part, int column) {
    if (part instanceof IndexSpec.Fixed fixed) {
      long end = fixed.index() == -1 ? Long.MAX_VALUE : fixed.index() + 1;
      return new long[] {fixed.index(), end, 1}[column];
    }
    IndexSpec.Range range = (IndexSpec.Range) part;
    return new long[] {
          range.start() == null ? 0 : range.start(),
          range.end() == null ? Long.MAX_VALUE : range.end(),
          range.step() == null ? 1 : range.step()
        }
        [column];
  }

  private String reshapeAxes(String x) {
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
    return onAxes("Unsqueeze", onAxes("Squeeze", x, dropped), added);
  }

  private String onAxes(String type, String x, List<Long> axes) {
    if (axes.isEmpty()) {
      return x;
    }
    String vector = graph.integers(axes.stream().mapToLong(Long::longValue).toArray());
    return graph.node(type, List.of(x, vector), Map.of());
  }

  /** Index arrays, which come as the operands from 1 on. */
  private String take(String x) {
    List<Integer> axes = new ArrayList<>();
    int rank = 0;
    for (IndexSpec.Part part : spec.parts()) {
      if (part instanceof IndexSpec.Take) {
        axes.add(rank);
      }
      rank += part instanceof IndexSpec.Fixed ? 0 : 1;
    }
    if (axes.isEmpty()) {
      return x;
    }
    if (axes.size() == 1) {
      return graph.node("Gather", List.of(x, index(1)), Map.of("axis", axes.get(0)));
    }
    return takeTogether(x, axes, rank);
  }

  private String index(int operand) {
    return Casts.operand(call, operand, DataType.INT64, graph);
  }

  /**
   * Several index arrays are one list of places. Their axis stays only where they are neighbors.
   */
  private String takeTogether(String x, List<Integer> axes, int rank) {
    int places = call.shape(1).dimension();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      if (!call.operandShapes(1 + i).equals(call.operandShapes(1))) {
        throw call.refused("its index arrays have other shapes");
      }
      columns.add(graph.node("Unsqueeze", List.of(index(1 + i), graph.integers(places)), Map.of()));
    }
    String indices = graph.node("Concat", columns, Map.of("axis", places));
    long[] others =
        IntStream.range(0, rank).filter(a -> !axes.contains(a)).mapToLong(a -> a).toArray();
    long[] order =
        LongStream.concat(axes.stream().mapToLong(a -> a), LongStream.of(others)).toArray();
    String moved = graph.node("Transpose", List.of(x), Map.of("perm", order));
    String taken = graph.node("GatherND", List.of(moved, indices), Map.of());
    int first = axes.get(0);
    boolean neighbors = axes.get(axes.size() - 1) - first == axes.size() - 1;
    if (!neighbors || first == 0) {
      return taken;
    }
    long[] back =
        LongStream.concat(
                LongStream.concat(
                    LongStream.range(places, places + first), LongStream.range(0, places)),
                LongStream.range(places + first, places + others.length))
            .toArray();
    return graph.node("Transpose", List.of(taken), Map.of("perm", back));
  }
}
