package io.github.tribuopnas.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.ImageShape;
import java.util.ArrayList;
import java.util.List;

/** One or more convolutions in a row with one batch normalization after the last. */
final class ConvolutionNorm extends Layer {

  private final boolean rectified;
  private final List<Convolution> convolutions;
  private final List<Parameter> weights = new ArrayList<>();
  private final BatchNormalization normalization;
  private final Cost cost;

  private ConvolutionNorm(
      boolean rectified, ImageShape input, float epsilon, List<Convolution> convolutions) {
    super(input, output(input, convolutions));
    this.rectified = rectified;
    this.convolutions = convolutions;
    ImageShape extent = input;
    Cost sum = Cost.NONE;
    for (Convolution convolution : convolutions) {
      weights.add(
          addParameter(
              Parameter.builder()
                  .setName("weight" + weights.size())
                  .setType(Parameter.Type.WEIGHT)
                  .optShape(convolution.weightShape(extent.channels()))
                  .build()));
      sum = sum.plus(convolution.cost(extent));
      extent = convolution.output(extent);
    }
    cost = sum.plus(Cost.holding(extent.pixels()));
    normalization = new BatchNormalization(extent.channels(), epsilon);
    normalization.parameters().forEach(this::addParameter);
  }

  /** ReLU, the convolutions, batch normalization: the order everywhere inside cells. */
  static ConvolutionNorm rectified(ImageShape input, float epsilon, Convolution... convolutions) {
    return new ConvolutionNorm(true, input, epsilon, List.of(convolutions));
  }

  /** The convolutions and batch normalization: the stem, and the projection after a pooling. */
  static ConvolutionNorm plain(ImageShape input, float epsilon, Convolution... convolutions) {
    return new ConvolutionNorm(false, input, epsilon, List.of(convolutions));
  }

  private static ImageShape output(ImageShape input, List<Convolution> convolutions) {
    ImageShape extent = input;
    for (Convolution convolution : convolutions) {
      extent = convolution.output(extent);
    }
    return extent;
  }

  @Override
  NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
    Device device = x.getDevice();
    NDArray y = x;
    for (int i = 0; i < convolutions.size(); i++) {
      NDArray weight = parameters.getValue(weights.get(i), device, training);
      y =
          training
              ? GradientConvolution.apply(convolutions.get(i), y, weight)
              : convolutions.get(i).apply(y, weight);
    }
    return normalization.apply(parameters, y, training);
  }

  @Override
  boolean readsRectified() {
    return rectified;
  }

  @Override
  String description() {
    return super.description() + " " + convolutions;
  }

  @Override
  Cost cost() {
    return cost;
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    // Shapes are known from the constructor on.
  }
}
