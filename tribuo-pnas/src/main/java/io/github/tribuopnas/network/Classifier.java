package io.github.tribuopnas.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.tribuopnas.base.ImageShape;

/** The head of a network: ReLU, global average pooling and a fully connected layer with bias. */
final class Classifier extends AbstractBlock {

  private static final byte VERSION = 1;

  private final ImageShape input;
  private final int classes;
  private final Parameter weight;
  private final Parameter bias;

  Classifier(ImageShape input, int classes) {
    super(VERSION);
    this.input = input;
    this.classes = classes;
    weight =
        addParameter(
            Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(classes, input.channels()))
                .build());
    bias =
        addParameter(
            Parameter.builder()
                .setName("bias")
                .setType(Parameter.Type.BIAS)
                .optShape(new Shape(classes))
                .build());
  }

  NDArray apply(ParameterStore parameters, NDArray x, boolean training, Noise noise) {
    Device device = x.getDevice();
    NDArray pooled = noise.onFeatures(Pool.globalAvgPool2d(x.getNDArrayInternal().relu()));
    return Linear.linear(
            pooled,
            parameters.getValue(weight, device, training),
            parameters.getValue(bias, device, training))
        .singletonOrThrow();
  }

  ImageShape input() {
    return input;
  }

  String description() {
    return "Classifier " + input + " " + classes;
  }

  Cost cost() {
    return new Cost((long) input.channels() * classes, classes, input.pixels() + classes, 2);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters, NDList list, boolean training, PairList<String, Object> params) {
    return new NDList(apply(parameters, list.singletonOrThrow(), training, Noise.NONE));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), classes)};
  }
}
