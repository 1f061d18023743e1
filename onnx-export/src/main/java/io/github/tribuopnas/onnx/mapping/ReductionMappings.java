package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reductions over some axes or over all. */
final class ReductionMappings {
  private ReductionMappings() {}

  static void addTo(MappingTable table) {
    table.put("sum", "ReduceSum", reduction("ReduceSum"));
    table.put("mean", "ReduceMean", reduction("ReduceMean"));
    table.put("max", "ReduceMax", reduction("ReduceMax"));
    table.put("min", "ReduceMin", reduction("ReduceMin"));
    table.put("prod", "ReduceProd", reduction("ReduceProd"));
    table.put("all", "Cast ReduceMin", truth("ReduceMin"));
    table.put("any", "Cast ReduceMax", truth("ReduceMax"));
    table.put(
        "none",
        "Cast ReduceMax Not",
        (call, graph) ->
            graph.node("Not", List.of(truth("ReduceMax").emit(call, graph)), Map.of()));
    table.put("argMax", "ArgMax", argument("ArgMax"));
    table.put("argMin", "ArgMin", argument("ArgMin"));
    table.put("norm", "ReduceL1, ReduceL2", ReductionMappings::norm);
    table.put("normalize", "ReduceL1, ReduceL2, Max Div", ReductionMappings::normalize);
    table.put("cumSum", "CumSum", ReductionMappings::cumSum);
    table.put("cumProd", "Pad Mul per doubling", ReductionMappings::cumProd);
    Sorting.addTo(table);
  }

  private static long[] axes(RecordedCall call, int argument) {
    return IntStream.of(call.argument(argument, int[].class)).mapToLong(a -> a).toArray();
  }

  private static MappingTable.Single reduction(String type) {
    return (call, graph) -> {
      DataType result = call.resultType(0);
      DataType computed = Casts.computed(type, result);
      String x = Casts.operand(call, 0, computed, graph);
      boolean keep = call.hasArgument(0) && call.argument(1, Boolean.class);
      long[] axes = call.hasArgument(0) ? axes(call, 0) : new long[0];
      return Casts.cast(Reductions.reduce(type, x, axes, keep, graph), computed, result, graph);
    };
  }

  /** Over all elements, of which zero is false. */
  private static MappingTable.Single truth(String type) {
    return (call, graph) -> {
      String truth = Casts.operand(call, 0, DataType.BOOLEAN, graph);
      String number = Casts.cast(truth, DataType.BOOLEAN, DataType.INT32, graph);
      String reduced = Reductions.reduce(type, number, new long[0], false, graph);
      return Casts.cast(reduced, DataType.INT32, DataType.BOOLEAN, graph);
    };
  }

  private static MappingTable.Single argument(String type) {
    return (call, graph) -> {
      if (call.hasArgument(0)) {
        int axis = call.argument(0, Integer.class);
        return graph.node(type, List.of(call.input(0)), Map.of("axis", axis, "keepdims", 0));
      }
      String flat = graph.node("Reshape", List.of(call.input(0), graph.integers(-1)), Map.of());
      return graph.node(type, List.of(flat), Map.of("axis", 0, "keepdims", 0));
    };
  }

  private static String type(double order, RecordedCall call) {
    if (order == 1) {
      return "ReduceL1";
    }
    if (order == 2) {
      return "ReduceL2";
    }
    throw call.refused("ONNX has the norms of order 1 and 2, not " + order);
  }

  /** {@code norm(keepDims)}, or {@code norm(order, axes, keepDims)}. */
  private static String norm(RecordedCall call, OnnxGraph graph) {
    if (call.argumentCount() == 1) {
      boolean keep = call.argument(0, Boolean.class);
      return Reductions.reduce("ReduceL2", call.input(0), new long[0], keep, graph);
    }
    String type = type(call.argument(0, Integer.class), call);
    return Reductions.reduce(
        type, call.input(0), axes(call, 1), call.argument(2, Boolean.class), graph);
  }

  /** {@code normalize(exponent, axis, epsilon)}: divides by the norm, at least epsilon. */
  private static String normalize(RecordedCall call, OnnxGraph graph) {
    DataType result = call.resultType(0);
    String type = type(call.argument(0, Double.class), call);
    long[] axes = {call.argument(1, Long.class)};
    String norm = Reductions.reduce(type, call.input(0), axes, true, graph);
    String epsilon = graph.scalar(call.argument(2, Double.class), result);
    String floor = graph.node("Max", List.of(norm, epsilon), Map.of());
    return graph.node("Div", List.of(call.input(0), floor), Map.of());
  }

  private static String cumSum(RecordedCall call, OnnxGraph graph) {
    boolean isHalf = call.resultType(0) == DataType.FLOAT16;
    // Opset 13 has none of half precision.
    DataType computed = isHalf ? DataType.FLOAT32 : Casts.computed("CumSum", call.resultType(0));
    String x = Casts.operand(call, 0, computed, graph);
    int axis = call.hasArgument(0) ? call.argument(0, Integer.class) : 0;
    String sums = graph.node("CumSum", List.of(x, graph.scalar(axis, DataType.INT64)), Map.of());
    return Casts.cast(sums, computed, call.resultType(0), graph);
  }

  /** Each step multiplies with what stands so many entries before: one, two, four, ... */
  private static String cumProd(RecordedCall call, OnnxGraph graph) {
    DataType result = call.resultType(0);
    DataType computed = Casts.computed("Mul", result);
    int rank = call.shape(0).dimension();
    int axis = Math.floorMod(call.argument(0, Integer.class), rank);
    long length = call.shape(0).get(axis);
    if (length < 0) {
      throw call.refused("the axis must have a fixed length");
    }
    String products = Casts.operand(call, 0, computed, graph);
    for (long step = 1; step < length; step *= 2) {
      long[] pads = new long[2 * rank];
      pads[axis] = step;
      pads[rank + axis] = -step;
      String before =
          graph.node(
              "Pad", List.of(products, graph.integers(pads), graph.scalar(1, computed)), Map.of());
      products = graph.node("Mul", List.of(products, before), Map.of());
    }
    return Casts.cast(products, computed, result, graph);
  }
}
