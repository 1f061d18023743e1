package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A change of size that takes the nearest pixel: along each axis, new pixel i is the old one at the
 * floor of i times the quotient of the lengths. This is computed as the engine does it, in single
 * precision, as a position that falls on the border of two pixels is rounded to either.
 */
final class NearestPixels {
  private final Resampling resampling;
  private final AxisLengths lengths;
  private final OnnxGraph graph;

  NearestPixels(Resampling resampling, Dimensions dimensions, OnnxGraph graph) {
    this.resampling = resampling;
    lengths = new AxisLengths(dimensions, graph);
    this.graph = graph;
  }

  String picked(String x) {
    String result = x;
    for (int axis = 2; axis < resampling.from().get(0).dimension(); axis++) {
      if (!Extents.agree(resampling.to(), axis, resampling.from(), axis)) {
        result = graph.node("Gather", List.of(result, nearest(axis)), Map.of("axis", axis));
      }
    }
    return result;
  }

  private String nearest(int axis) {
    if (Extents.isFixed(resampling.from(), axis) && Extents.isFixed(resampling.to(), axis)) {
      return graph.integers(
          nearest(resampling.from().get(0).get(axis), resampling.to().get(0).get(axis)));
    }
    String length = lengths.of(resampling.from(), axis);
    String wanted = lengths.of(resampling.to(), axis);
    String scale = node("Div", lengths.numbers(length), lengths.numbers(wanted));
    String positions = AxisLengths.positions(wanted, graph);
    String exact = node("Mul", lengths.numbers(positions), scale);
    String whole = Casts.cast(exact, DataType.FLOAT32, DataType.INT64, graph);
    return node("Min", whole, node("Sub", length, graph.scalar(1, DataType.INT64)));
  }

  private static long[] nearest(long length, long wanted) {
    float scale = (float) length / wanted;
    return LongStream.range(0, wanted).map(i -> Math.min((long) (i * scale), length - 1)).toArray();
  }

  private String node(String type, String a, String b) {
    return graph.node(type, List.of(a, b), Map.of());
  }
}
