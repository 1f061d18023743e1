package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.ImageShape;

/**
 * The mean of the pixels of a square, of which those beyond the border do not count (the reference
 * networks leave the padding out of the mean).
 *
 * <p>The PyTorch engine's average pooling always counts the padding as zeros, whatever its
 * arguments. The result is therefore corrected by a constant for each place: the pixels of the
 * square over those that lie inside.
 */
final class AveragePooling extends BareLayer {

  private final Shape kernel;
  private final Shape padding;
  private final Shape stride;
  private final Parameter correction;

  AveragePooling(ImageShape input, int side, int stride) {
    super(input, input.strided(stride));
    kernel = new Shape(side, side);
    padding = new Shape(side / 2, side / 2);
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
                    (manager, shape, type) -> manager.create(factors(input, side, stride), shape))
                .build());
  }

  @Override
  NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
    return Pool.avgPool2d(x, kernel, stride, padding, false, true)
        .mul(parameters.getValue(correction, x.getDevice(), training));
  }

  @Override
  String description() {
    return super.description() + " " + kernel;
  }

  @Override
  Cost cost() {
    return Cost.holding(2L * output().pixels()).plus(Cost.running(1));
  }

  private static float[] factors(ImageShape input, int side, int stride) {
    ImageShape output = input.strided(stride);
    float[] factors = new float[output.height() * output.width()];
    for (int row = 0; row < output.height(); row++) {
      for (int column = 0; column < output.width(); column++) {
        int inside =
            inside(row * stride, side, input.height())
                * inside(column * stride, side, input.width());
        factors[row * output.width() + column] = (float) (side * side) / inside;
      }
    }
    return factors;
  }

  /** Returns how many of the pixels around a center lie between 0 and a length. */
  private static int inside(int center, int side, int length) {
    return Math.min(center + side / 2, length - 1) - Math.max(center - side / 2, 0) + 1;
  }
}
