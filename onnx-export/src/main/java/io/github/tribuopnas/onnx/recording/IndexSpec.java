package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.index.dim.NDIndexAll;
import ai.djl.ndarray.index.dim.NDIndexBooleans;
import ai.djl.ndarray.index.dim.NDIndexElement;
import ai.djl.ndarray.index.dim.NDIndexFixed;
import ai.djl.ndarray.index.dim.NDIndexNull;
import ai.djl.ndarray.index.dim.NDIndexSlice;
import ai.djl.ndarray.index.dim.NDIndexTake;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An {@link NDIndex} as values that can be compared: one part per axis of the array (or per new
 * axis), the ellipsis written out.
 *
 * @param parts what is done to each axis
 */
public record IndexSpec(List<Part> parts) {

  /** What is done to one axis. */
  public sealed interface Part {}

  /** The whole axis stays. */
  public record All() implements Part {}

  /**
   * The axis is dropped.
   *
   * @param index the only entry of it that is used
   */
  public record Fixed(long index) implements Part {}

  /**
   * A part of the axis.
   *
   * @param start first entry, or null
   * @param end the entry behind the last, or null
   * @param step from one entry to the next, or null for 1
   */
  public record Range(Long start, Long end, Long step) implements Part {}

  /** A new axis of length 1. */
  public record NewAxis() implements Part {}

  /** The entries that the next operand lists. */
  public record Take() implements Part {}

  /** The entries where the next operand, which may cover several axes, is true. */
  public record Mask() implements Part {}

  /**
   * Whether another index differs in its numbers alone.
   *
   * @param other the index of another recording
   * @return true if its parts are of the same kinds
   */
  public boolean isLike(IndexSpec other) {
    return parts.stream()
        .map(Object::getClass)
        .toList()
        .equals(other.parts.stream().map(Object::getClass).toList());
  }

  /** Translates; {@code arrays} receives the index arrays in their order. */
  static IndexSpec of(NDIndex index, int rank, List<NDArray> arrays) {
    List<Part> parts = new ArrayList<>();
    int named = 0;
    for (NDIndexElement element : index.getIndices()) {
      named += width(element);
    }
    List<NDIndexElement> elements = index.getIndices();
    for (int i = 0; i <= elements.size(); i++) {
      if (i == index.getEllipsisIndex()) {
        fill(parts, rank - named);
        named = rank;
      }
      if (i < elements.size()) {
        parts.add(part(elements.get(i), arrays));
      }
    }
    fill(parts, rank - named);
    return new IndexSpec(List.copyOf(parts));
  }

  /**
   * The index that all recordings mean: a range that ends at the length of its axis in each of them
   * is the whole axis, whatever that length is.
   *
   * @param specs the index in each recording
   * @param shapes the shape of the array in each recording
   * @return the common index, if there is one
   */
  public static Optional<IndexSpec> common(List<IndexSpec> specs, List<Shape> shapes) {
    List<Part> parts = new ArrayList<>(specs.get(0).parts());
    int axis = 0;
    for (int i = 0; i < parts.size(); i++) {
      int part = i;
      if (specs.stream().anyMatch(s -> !s.parts().get(part).equals(parts.get(part)))) {
        if (!isWhole(specs, part, shapes, axis)) {
          return Optional.empty();
        }
        parts.set(i, new All());
      }
      axis += parts.get(i) instanceof NewAxis ? 0 : 1;
    }
    return Optional.of(new IndexSpec(parts));
  }

  private static boolean isWhole(List<IndexSpec> specs, int part, List<Shape> shapes, int axis) {
    for (int i = 0; i < specs.size(); i++) {
      boolean whole =
          specs.get(i).parts().get(part) instanceof Range range
              && (range.start() == null || range.start() == 0)
              && (range.step() == null || range.step() == 1)
              && range.end() != null
              && range.end() == shapes.get(i).get(axis);
      if (!whole) {
        return false;
      }
    }
    return true;
  }

  /** How many axes of the array it stands for. */
  private static int width(NDIndexElement element) {
    if (element instanceof NDIndexBooleans mask) {
      return mask.getIndex().getShape().dimension();
    }
    return element instanceof NDIndexNull ? 0 : 1;
  }

  private static void fill(List<Part> parts, int count) {
    for (int i = 0; i < count; i++) {
      parts.add(new All());
    }
  }

  private static Part part(NDIndexElement element, List<NDArray> arrays) {
    if (element instanceof NDIndexAll) {
      return new All();
    }
    if (element instanceof NDIndexFixed fixed) {
      return new Fixed(fixed.getIndex());
    }
    if (element instanceof NDIndexSlice slice) {
      return new Range(slice.getMin(), slice.getMax(), slice.getStep());
    }
    if (element instanceof NDIndexNull) {
      return new NewAxis();
    }
    if (element instanceof NDIndexTake take) {
      arrays.add(take.getIndex());
      return new Take();
    }
    if (element instanceof NDIndexBooleans mask) {
      arrays.add(mask.getIndex());
      return new Mask();
    }
    throw new UnsupportedOperationException(
        "an index of type "
            + element.getClass().getSimpleName()
            + " cannot be exported, "
            + Place.ofCaller()
            + "; fixed positions, ranges, new axes, index arrays and masks can be");
  }
}
