package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.ImageShape;

/** The largest of 3x3 pixels, the border counting as minus infinity. */
final class MaxPooling extends Layer {

  private static final Shape KERNEL = new Shape(3, 3);
  private static final Shape PADDING = new Shape(1, 1);

  private final Shape stride;

  MaxPooling(ImageShape input, int stride) {
    super(input, input.strided(stride));
    this.stride = new Shape(stride, stride);
  }

  @Override
  NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
    return Pool.maxPool2d(x, KERNEL, stride, PADDING, false);
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
