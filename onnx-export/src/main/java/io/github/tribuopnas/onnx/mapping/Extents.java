package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Dimensions across recordings. */
final class Extents {
  private Extents() {}

  /** The dimensions, -1 where they differ. */
  static Shape common(List<Shape> shapes) {
    long[] dims = shapes.get(0).getShape().clone();
    for (int axis = 0; axis < dims.length; axis++) {
      if (!isFixed(shapes, axis)) {
        dims[axis] = -1;
      }
    }
    return new Shape(dims);
  }

  static boolean isFixed(List<Shape> shapes, int axis) {
    long dim = shapes.get(0).get(axis);
    return shapes.stream().allMatch(s -> s.get(axis) == dim);
  }

  /** Whether two axes have the same length in each recording. */
  static boolean agree(List<Shape> a, int axisOfA, List<Shape> b, int axisOfB) {
    return factor(a, axisOfA, b, axisOfB) == 1;
  }

  /** {@code f} if a is f times b in each recording; otherwise 0. */
  static long factor(List<Shape> a, int axisOfA, List<Shape> b, int axisOfB) {
    long unit = b.get(0).get(axisOfB);
    if (unit == 0) {
      return 0;
    }
    long factor = a.get(0).get(axisOfA) / unit;
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i).get(axisOfA) != factor * b.get(i).get(axisOfB)) {
        return 0;
      }
    }
    return factor;
  }
}
