package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Map;

/**
 * Average pooling whose last windows hang over the padding. PyTorch divides by the part of a window
 * inside of the padded image; ONNX Runtime divides by something else before opset 19. So the image
 * is padded as far as the windows reach, pooled, and corrected by a constant.
 */
final class CeiledAverage {
  /** The opset since which the runtime counts in another way. */
  static final int OTHER_COUNT = 19;

  private final RecordedCall call;
  private final long[] kernel;
  private final long[] strides;
  private final long[] padding;
  private final Shape in;
  private final Shape out;

  CeiledAverage(RecordedCall call) {
    this.call = call;
    this.kernel = call.argument(0, Shape.class).getShape();
    this.strides = call.argument(1, Shape.class).getShape();
    this.padding = call.argument(2, Shape.class).getShape();
    this.in = call.shape(0).slice(2);
    this.out = call.resultShape(0).slice(2);
  }

  /** How far the last window of an axis hangs over the padding; at most 0 without overhang. */
  private long overhang(int axis) {
    long end = (out.get(axis) - 1) * strides[axis] + kernel[axis];
    return end - (in.get(axis) + 2 * padding[axis]);
  }

  /** Whether the ceiling changes anything. */
  boolean hangsOver() {
    for (int axis = 0; axis < kernel.length; axis++) {
      if (in.get(axis) < 0) {
        throw call.refused(
            "average pooling with a ceiled output size needs a fixed height and width");
      }
      if (overhang(axis) > 0) {
        return true;
      }
    }
    return false;
  }

  String emit(OnnxGraph graph) {
    int rank = kernel.length + 2;
    long[] pads = new long[2 * rank];
    for (int axis = 0; axis < kernel.length; axis++) {
      pads[2 + axis] = padding[axis];
      pads[rank + 2 + axis] = padding[axis] + Math.max(0, overhang(axis));
    }
    String padded = padded(call, pads, graph);
    String pooled =
        graph.node(
            "AveragePool",
            List.of(padded),
            Map.of("kernel_shape", kernel, "strides", strides, "count_include_pad", 1));
    String factors = graph.tensor(correction(), new Shape(1, 1).addAll(out));
    String correction = Casts.cast(factors, DataType.FLOAT32, call.type(0), graph);
    return graph.node("Mul", List.of(pooled, correction), Map.of());
  }

  /**
   * From opset 19 on, ONNX Runtime 1.23.2 counts the paddings of a pool wrongly where they differ
   * from each other, also those of a Pad that it merges with it.
   */
  static String padded(RecordedCall call, long[] pads, OnnxGraph graph) {
    String zero = graph.scalar(0, call.type(0));
    String padded = graph.node("Pad", List.of(call.input(0), graph.integers(pads), zero), Map.of());
    return graph.opset() < OTHER_COUNT ? padded : Casts.apart(padded, graph);
  }

  private float[] correction() {
    float[] factors = new float[Math.toIntExact(out.size())];
    for (int i = 0; i < factors.length; i++) {
      double factor = 1;
      long rest = i;
      for (int axis = kernel.length - 1; axis >= 0; axis--) {
        long start = rest % out.get(axis) * strides[axis] - padding[axis];
        long end = Math.min(start + kernel[axis], in.get(axis) + padding[axis]);
        factor *= (double) kernel[axis] / (end - start);
        rest /= out.get(axis);
      }
      factors[i] = (float) factor;
    }
    return factors;
  }
}
