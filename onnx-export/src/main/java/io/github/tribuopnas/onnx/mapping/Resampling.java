package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * A change of the size of images {@code [batch, channels, ...]}.
 *
 * @param mode the engine's: 0 nearest, 1 linear, 2 area, 3 cubic
 * @param from the shape before, in each recording
 * @param to the shape behind, in each recording
 */
record Resampling(int mode, List<Shape> from, List<Shape> to) {
  private static final int LINEAR = 1;
  private static final int AREA = 2;

  /** What Keys' cubic convolution has in the engine where it antialiases. */
  private static final double CUBIC = -0.5;

  /** Whether no axis becomes shorter, so that nothing is there to antialias. */
  boolean grows() {
    for (int i = 0; i < from.size(); i++) {
      for (int axis = 2; axis < from.get(i).dimension(); axis++) {
        if (to.get(i).get(axis) < from.get(i).get(axis)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether each axis has a whole number of new pixels for an old one. */
  boolean multiplies() {
    for (int axis = 2; axis < from.get(0).dimension(); axis++) {
      if (Extents.factor(to, axis, from, axis) == 0) {
        return false;
      }
    }
    return true;
  }

  boolean isFixed() {
    for (int axis = 2; axis < from.get(0).dimension(); axis++) {
      if (!Extents.isFixed(from, axis) || !Extents.isFixed(to, axis)) {
        return false;
      }
    }
    return true;
  }

  /** Every new pixel is a weighted sum along each axis, so a matrix per axis says it all. */
  String multiplied(String x, OnnxGraph graph) {
    int rank = from.get(0).dimension();
    String result = x;
    for (int axis = 2; axis < rank; axis++) {
      int length = Math.toIntExact(from.get(0).get(axis));
      int wanted = Math.toIntExact(to.get(0).get(axis));
      if (mode != AREA && length == wanted) {
        continue;
      }
      float[] weights = weights(length, wanted);
      boolean last = axis == rank - 1;
      if (last) {
        String matrix =
            graph.tensor(transposed(weights, length, wanted), new Shape(length, wanted));
        result = graph.node("MatMul", List.of(result, matrix), Map.of());
      } else if (axis == rank - 2) {
        String matrix = graph.tensor(weights, new Shape(wanted, length));
        result = graph.node("MatMul", List.of(matrix, result), Map.of());
      } else {
        result = alongDepth(result, weights, length, wanted, graph);
      }
    }
    return result;
  }

  private static String alongDepth(
      String x, float[] weights, int length, int wanted, OnnxGraph graph) {
    long[] order = {0, 1, 3, 4, 2};
    long[] back = {0, 1, 4, 2, 3};
    String moved = graph.node("Transpose", List.of(x), Map.of("perm", order));
    String matrix = graph.tensor(transposed(weights, length, wanted), new Shape(length, wanted));
    String product = graph.node("MatMul", List.of(moved, matrix), Map.of());
    return graph.node("Transpose", List.of(product), Map.of("perm", back));
  }

  private static float[] transposed(float[] weights, int length, int wanted) {
    float[] result = new float[weights.length];
    for (int i = 0; i < wanted; i++) {
      for (int j = 0; j < length; j++) {
        result[j * wanted + i] = weights[i * length + j];
      }
    }
    return result;
  }

  /** Row by row, what each old pixel gives to a new one. */
  private float[] weights(int length, int wanted) {
    float[] weights = new float[length * wanted];
    for (int i = 0; i < wanted; i++) {
      double[] row = mode == AREA ? area(i, length, wanted) : filtered(i, length, wanted);
      for (int j = 0; j < length; j++) {
        weights[i * length + j] = (float) row[j];
      }
    }
    return weights;
  }

  /** The mean of the old pixels that a new one touches, as adaptive average pooling has it. */
  private static double[] area(int i, int length, int wanted) {
    int start = i * length / wanted;
    int end = ((i + 1) * length + wanted - 1) / wanted;
    double[] row = new double[length];
    for (int j = start; j < end; j++) {
      row[j] = 1.0 / (end - start);
    }
    return row;
  }

  /** A filter that is as wide as a new pixel, but no narrower than an old one. */
  private double[] filtered(int i, int length, int wanted) {
    double scale = (double) length / wanted;
    double stretch = Math.max(1, scale);
    double support = (mode == LINEAR ? 1 : 2) * stretch;
    DoubleUnaryOperator filter = mode == LINEAR ? Resampling::triangle : Resampling::cubic;
    double center = scale * (i + 0.5);
    int start = Math.max(0, (int) (center - support + 0.5));
    int end = Math.min(length, (int) (center + support + 0.5));
    double[] row = new double[length];
    double sum = 0;
    for (int j = start; j < end; j++) {
      row[j] = filter.applyAsDouble((j - center + 0.5) / stretch);
      sum += row[j];
    }
    for (int j = start; j < end; j++) {
      row[j] /= sum;
    }
    return row;
  }

  private static double triangle(double x) {
    return Math.max(0, 1 - Math.abs(x));
  }

  private static double cubic(double x) {
    double d = Math.abs(x);
    if (d < 1) {
      return ((CUBIC + 2) * d - (CUBIC + 3)) * d * d + 1;
    }
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * CUBIC : 0;
  }
}
