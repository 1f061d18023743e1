package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.index.dim.NDIndexBooleans;
import ai.djl.ndarray.index.dim.NDIndexElement;
import ai.djl.ndarray.index.dim.NDIndexTake;
import java.util.List;

/** Copies an index with real arrays in the place of recorded ones. */
final class Indices {
  private Indices() {}

  static NDIndex unwrap(NDIndex index) {
    List<NDIndexElement> elements = index.getIndices();
    int ellipsis = index.getEllipsisIndex();
    NDIndex copy = new NDIndex();
    if (ellipsis < 0) {
      copy.addAllDim(elements.size());
    } else {
      copy.addAllDim(ellipsis).addEllipseDim().addAllDim(elements.size() - ellipsis);
    }
    for (int i = 0; i < elements.size(); i++) {
      copy.getIndices().set(i, unwrap(elements.get(i)));
    }
    return copy;
  }

  private static NDIndexElement unwrap(NDIndexElement element) {
    if (element instanceof NDIndexTake take) {
      RecordingArray handler = RecordingArray.behind(take.getIndex());
      NDArray real = handler == null ? take.getIndex() : handler.real();
      return new NDIndexTake(real);
    }
    if (element instanceof NDIndexBooleans mask) {
      RecordingArray handler = RecordingArray.behind(mask.getIndex());
      return handler == null ? element : new NDIndexBooleans(handler.real());
    }
    return element;
  }
}
