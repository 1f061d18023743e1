package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.ImageShape;

/**
 * The mean of 3x3 pixels, of which those beyond the border do not count (the reference networks
 * leave the padding out of the mean).
 *
 * <p>The PyTorch engine's average pooling always counts the padding as zeros, whatever it is asked.
 * The result is therefore corrected by a constant for each place: 9 over the number of pixels that
 * lie inside.
 */
final class AveragePooling extends Layer {

  private static final int SIDE = 3;
  private static final Shape KERNEL = new Shape(SIDE, SIDE);
  private static final Shape PADDING = new Shape(1, 1);

  private final Shape stride;
  private final Parameter correction;

  AveragePooling(ImageShape input, int stride) {
    super(input, input.strided(stride));
    this.stride = new Shape(stride, stride);
    int rows = output().height();
    int columns = output().width();
    correction =
        addParameter(
            Parameter.builder()
                .setName("correction")
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(1, 1, rows, columns))
                .optRequiresGrad(false)
                .optInitializer(
                    (manager, shape, type) -> manager.create(factors(input, stride), shape))
                .build());
  }

  @Override
  NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
    return Pool.avgPool2d(x, KERNEL, stride, PADDING, false, true)
        .mul(parameters.getValue(correction, x.getDevice(), training));
  }

  @Override
  boolean readsRectified() {
    return false;
  }

  @Override
  Cost cost() {
    return Cost.NONE;
  }

  private static float[] factors(ImageShape input, int stride) {
    ImageShape output = input.strided(stride);
    float[] factors = new float[output.height() * output.width()];
    for (int row = 0; row < output.height(); row++) {
      for (int column = 0; column < output.width(); column++) {
        int inside = inside(row * stride, input.height()) * inside(column * stride, input.width());
        factors[row * output.width() + column] = (float) (SIDE * SIDE) / inside;
      }
    }
    return factors;
  }

  /** Returns how many of the three pixels around a centre lie between 0 and a length. */
  private static int inside(int centre, int length) {
    return Math.min(centre + 1, length - 1) - Math.max(centre - 1, 0) + 1;
  }
}
