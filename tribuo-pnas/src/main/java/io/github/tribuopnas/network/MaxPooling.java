package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.ImageShape;

/** The largest of the pixels of a square, the border counting as minus infinity. */
final class MaxPooling extends BareLayer {

  /** A pixel that is put out, and its place, which is twice as long. */
  static final long HELD = 3;

  private final Shape kernel;
  private final Shape padding;
  private final Shape stride;

  MaxPooling(ImageShape input, int side, int stride) {
    super(input, input.strided(stride));
    kernel = new Shape(side, side);
    padding = new Shape(side / 2, side / 2);
    this.stride = new Shape(stride, stride);
  }

  @Override
  NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
    return Pool.maxPool2d(x, kernel, stride, padding, false);
  }

  @Override
  String description() {
    return super.description() + " " + kernel;
  }

  @Override
  Cost cost() {
    return Cost.holding(HELD * output().pixels()).plus(Cost.running(1));
  }
}
