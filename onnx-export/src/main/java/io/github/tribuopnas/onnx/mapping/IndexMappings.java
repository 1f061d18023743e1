package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import io.github.tribuopnas.onnx.graph.Tensor;
import java.util.List;
import java.util.Map;

/** Indexing: {@code x.get("1:, ..., 0")} and its relatives. */
final class IndexMappings {
  private IndexMappings() {}

  static void addTo(MappingTable table) {
    table.put("get", "Slice Squeeze Unsqueeze Gather GatherND Compress", Indexing::emit);
    table.put("gather", "GatherElements", IndexMappings::gather);
    table.put("gatherNd", "Transpose GatherND", IndexMappings::gatherNd);
    table.put("take", "Reshape Gather", IndexMappings::take);
    table.put("scatter", "ScatterElements", IndexMappings::scatter);
    table.put("put", "Reshape ScatterElements", IndexMappings::put);
    table.put("oneHot", "OneHot", IndexMappings::oneHot);
    table.put("booleanMask", "Reshape Compress", IndexMappings::booleanMask);
    table.put("nonzero", "NonZero Transpose", IndexMappings::nonzero);
    table.put("diagonal", "Transpose Reshape Gather", Diagonal::emit);
    table.put("multiBoxPrior", "a constant", (call, graph) -> call.input(1));
  }

  private static String gather(RecordedCall call, OnnxGraph graph) {
    String indices = Casts.operand(call, 1, DataType.INT64, graph);
    return graph.node(
        "GatherElements",
        List.of(call.input(0), indices),
        Map.of("axis", call.argument(1, Integer.class)));
  }

  /** The first axis of the index holds one position per axis, where ONNX wants the last. */
  private static String gatherNd(RecordedCall call, OnnxGraph graph) {
    int rank = call.shape(1).dimension();
    long[] order = new long[rank];
    for (int i = 0; i < rank; i++) {
      order[i] = (i + 1) % rank;
    }
    String indices = Casts.operand(call, 1, DataType.INT64, graph);
    String moved = graph.node("Transpose", List.of(indices), Map.of("perm", order));
    return graph.node("GatherND", List.of(call.input(0), moved), Map.of());
  }

  private static String flat(String x, OnnxGraph graph) {
    return graph.node("Reshape", List.of(x, graph.integers(-1)), Map.of());
  }

  /** Positions in the flattened array. */
  private static String take(RecordedCall call, OnnxGraph graph) {
    String indices = Casts.operand(call, 1, DataType.INT64, graph);
    return graph.node("Gather", List.of(flat(call.input(0), graph), indices), Map.of("axis", 0));
  }

  private static String scatter(RecordedCall call, OnnxGraph graph) {
    if (!call.operandShapes(1).equals(call.operandShapes(2))) {
      throw call.refused("its index and its values have other shapes");
    }
    return graph.node(
        "ScatterElements",
        List.of(
            call.input(0),
            Casts.operand(call, 1, DataType.INT64, graph),
            Casts.operand(call, 2, call.type(0), graph)),
        Map.of("axis", call.argument(2, Integer.class)));
  }

  private static String put(RecordedCall call, OnnxGraph graph) {
    if (!call.operandShapes(1).equals(call.operandShapes(2))) {
      throw call.refused("its index and its values have other shapes");
    }
    String scattered =
        graph.node(
            "ScatterElements",
            List.of(
                flat(call.input(0), graph),
                flat(Casts.operand(call, 1, DataType.INT64, graph), graph),
                flat(Casts.operand(call, 2, call.type(0), graph), graph)),
            Map.of("axis", 0));
    String shape = graph.node("Shape", List.of(call.input(0)), Map.of());
    return graph.node("Reshape", List.of(scattered, shape), Map.of());
  }

  /** The mask has the shape of the array, or of its last axes. */
  private static String booleanMask(RecordedCall call, OnnxGraph graph) {
    int kept = call.shape(0).dimension() - call.shape(1).dimension();
    String mask = flat(Casts.operand(call, 1, DataType.BOOLEAN, graph), graph);
    if (kept == 0) {
      return graph.node("Compress", List.of(flat(call.input(0), graph), mask), Map.of("axis", 0));
    }
    String shape = graph.node("Shape", List.of(call.input(0)), Map.of());
    String front =
        graph.node(
            "Slice",
            List.of(shape, graph.integers(0), graph.integers(kept), graph.integers(0)),
            Map.of());
    String target = graph.node("Concat", List.of(front, graph.integers(-1)), Map.of("axis", 0));
    String rows = graph.node("Reshape", List.of(call.input(0), target), Map.of());
    return graph.node("Compress", List.of(rows, mask), Map.of("axis", kept));
  }

  private static String nonzero(RecordedCall call, OnnxGraph graph) {
    String found =
        graph.node("NonZero", List.of(Casts.operand(call, 0, DataType.BOOLEAN, graph)), Map.of());
    return graph.node("Transpose", List.of(found), Map.of("perm", new long[] {1, 0}));
  }

  private static String oneHot(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    String indices = Casts.operand(call, 0, DataType.INT64, graph);
    DataType computed = type == DataType.INT64 ? type : DataType.FLOAT32;
    String depth = call.number(0, graph);
    String values = graph.constant(pair(computed));
    String encoded = graph.node("OneHot", List.of(indices, depth, values), Map.of("axis", -1));
    return Casts.cast(encoded, computed, type, graph);
  }

  private static Tensor pair(DataType type) {
    return new Tensor(
        type, new Shape(2), Tensor.scalar(0, type).data().concat(Tensor.scalar(1, type).data()));
  }
}
