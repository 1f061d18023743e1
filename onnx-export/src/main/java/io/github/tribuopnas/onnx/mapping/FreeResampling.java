package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Map;

/**
 * An antialiased linear change of size whose sizes are free: the matrix of each axis is computed in
 * the graph. Row i holds {@code max(0, 1 - |j + 0.5 - center| / stretch)} over their sum.
 */
final class FreeResampling {
  private final Resampling resampling;
  private final AxisLengths lengths;
  private final OnnxGraph graph;

  FreeResampling(Resampling resampling, Dimensions dimensions, OnnxGraph graph) {
    this.resampling = resampling;
    lengths = new AxisLengths(dimensions, graph);
    this.graph = graph;
  }

  String multiplied(String x) {
    String rows = graph.node("MatMul", List.of(weights(2), x), Map.of());
    String columns =
        graph.node("Transpose", List.of(weights(3)), Map.of("perm", new long[] {1, 0}));
    return graph.node("MatMul", List.of(rows, columns), Map.of());
  }

  private String weights(int axis) {
    String length = lengths.of(resampling.from(), axis);
    String wanted = lengths.of(resampling.to(), axis);
    String scale = node("Div", lengths.numbers(length), lengths.numbers(wanted));
    String stretch = node("Max", scale, constant(1));
    String centers = node("Mul", middles(wanted), scale);
    String rows = graph.node("Unsqueeze", List.of(centers, graph.integers(1)), Map.of());
    String gap = node("Sub", middles(length), rows);
    String distance = node("Div", graph.node("Abs", List.of(gap), Map.of()), stretch);
    String weight = node("Max", node("Sub", constant(1), distance), constant(0));
    String sum = Reductions.reduce("ReduceSum", weight, new long[] {1}, true, graph);
    return node("Div", weight, sum);
  }

  /** {@code 0.5, 1.5, ...} */
  private String middles(String length) {
    return node("Add", lengths.numbers(AxisLengths.positions(length, graph)), constant(0.5));
  }

  private String constant(double value) {
    return graph.scalar(value, DataType.FLOAT32);
  }

  private String node(String type, String a, String b) {
    return graph.node(type, List.of(a, b), Map.of());
  }
}
