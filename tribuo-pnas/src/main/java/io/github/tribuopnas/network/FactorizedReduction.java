package io.github.tribuopnas.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.ImageShape;

/**
 * Halves the size without losing every second pixel: two pointwise convolutions of stride 2, the
 * second one pixel further down and right, concatenated and normalized. Of an odd number of filters
 * the second has one more, as in the reference code's {@code factorized_reduction}.
 */
final class FactorizedReduction extends Layer {

  private static final int STRIDE = 2;

  /** Cuts the first row and column and adds one of zeros at the end: {left, right, top, bottom}. */
  private static final Shape SHIFT = new Shape(-1, 1, -1, 1);

  private final Convolution even;
  private final Convolution odd;
  private final Parameter evenWeight;
  private final Parameter oddWeight;
  private final BatchNormalization normalization;

  FactorizedReduction(ImageShape input, int filters, float epsilon) {
    super(input, input.strided(STRIDE).withChannels(filters));
    if (filters < STRIDE) {
      throw new IllegalArgumentException(
          "a factorized reduction to " + filters + " filters cannot be halved; use at least 2");
    }
    even = Convolution.pointwise(filters / 2, STRIDE);
    odd = Convolution.pointwise(filters - filters / 2, STRIDE);
    evenWeight = addParameter(weight("weight0", even.weightShape(input.channels())));
    oddWeight = addParameter(weight("weight1", odd.weightShape(input.channels())));
    normalization = new BatchNormalization(filters, epsilon);
    normalization.parameters().forEach(this::addParameter);
  }

  @Override
  NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
    Device device = x.getDevice();
    NDArray first = even.apply(x, parameters.getValue(evenWeight, device, training));
    NDArray shifted = x.pad(SHIFT, 0);
    NDArray second = odd.apply(shifted, parameters.getValue(oddWeight, device, training));
    return normalization.apply(parameters, NDArrays.concat(new NDList(first, second), 1), training);
  }

  @Override
  boolean readsRectified() {
    return true;
  }

  @Override
  Cost cost() {
    long shifted = input().pixels();
    long joinedAndNormalized = 2L * output().pixels();
    return even.cost(input())
        .plus(odd.cost(input()))
        .plus(Cost.holding(shifted + joinedAndNormalized))
        .plus(Cost.running(1));
  }

  private static Parameter weight(String name, Shape shape) {
    return Parameter.builder().setName(name).setType(Parameter.Type.WEIGHT).optShape(shape).build();
  }
}
