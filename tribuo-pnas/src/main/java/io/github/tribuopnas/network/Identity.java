package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.ImageShape;

/** The identity. */
final class Identity extends BareLayer {

  Identity(ImageShape extent) {
    super(extent, extent);
  }

  @Override
  NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
    return x;
  }
}
