package io.github.tribuopnas.network;

import io.github.tribuopnas.base.ImageShape;

/** A layer without a ReLU in front of it and a batch normalization behind it. */
abstract class BareLayer extends Layer {

  BareLayer(ImageShape input, ImageShape output) {
    super(input, output);
  }

  @Override
  final boolean readsRectified() {
    return false;
  }

  @Override
  final boolean isNormalized() {
    return false;
  }

  @Override
  Cost cost() {
    return Cost.NONE;
  }
}
