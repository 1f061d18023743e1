package io.github.tribuopnas.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.index.dim.NDIndexAll;
import ai.djl.ndarray.index.dim.NDIndexElement;
import ai.djl.ndarray.index.dim.NDIndexFixed;
import ai.djl.ndarray.index.dim.NDIndexNull;
import ai.djl.ndarray.index.dim.NDIndexSlice;
import ai.djl.ndarray.index.dim.NDIndexTake;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@link NDIndex} as values that can be compared: one part per axis of the array (or per new
 * axis), the ellipsis written out.
 *
 * @param parts what is done to each axis
 */
record IndexSpec(List<Part> parts) {

  /** What is done to one axis. */
  sealed interface Part {}

  /** The whole axis stays. */
  record All() implements Part {}

  /** The axis is dropped: only this entry of it is used. */
  record Fixed(long index) implements Part {}

  /** Entries from {@code start} (or the first) up to {@code end} (or the last). */
  record Range(Long start, Long end, Long step) implements Part {}

  /** A new axis of length 1. */
  record NewAxis() implements Part {}

  /** The entries that the next operand lists. */
  record Take() implements Part {}

  /** Translates; {@code arrays} receives the index arrays in their order. */
  static IndexSpec of(NDIndex index, int rank, List<NDArray> arrays) {
    List<Part> parts = new ArrayList<>();
    int named = 0;
    for (NDIndexElement element : index.getIndices()) {
      named += element instanceof NDIndexNull ? 0 : 1;
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
    throw new UnsupportedOperationException(
        "An index of type "
            + element.getClass().getSimpleName()
            + " has a result whose shape depends on values, "
            + Place.ofCaller()
            + ". Fixed positions, ranges, new axes and index arrays can be exported.");
  }
}
