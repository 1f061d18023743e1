package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;

/** The identity. */
final class Passthrough extends Layer {

  Passthrough(Extent extent) {
    super(extent, extent);
  }

  @Override
  NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
    return x;
  }

  @Override
  boolean readsRectified() {
    return false;
  }

  @Override
  Cost cost() {
    return Cost.NONE;
  }
}
