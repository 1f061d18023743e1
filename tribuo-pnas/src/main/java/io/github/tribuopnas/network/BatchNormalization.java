package io.github.tribuopnas.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import java.util.List;

/** Batch normalization over channels: its four parameters, declared on the layer that owns it. */
final class BatchNormalization {

  /** Fraction of the old running statistics that an update keeps. */
  private static final float MOMENTUM = 0.9f;

  /**
   * DJL's stock block names axis 1 and thereby takes a detour over two transpositions; -1 is the
   * PyTorch engine's own axis, which is the channels.
   */
  private static final int CHANNELS_OF_ENGINE = -1;

  private final Parameter gamma;
  private final Parameter beta;
  private final Parameter runningMean;
  private final Parameter runningVariance;
  private final float epsilon;

  BatchNormalization(int channels, float epsilon) {
    this.epsilon = epsilon;
    Shape shape = new Shape(channels);
    gamma = parameter("gamma", Parameter.Type.GAMMA, shape, true);
    beta = parameter("beta", Parameter.Type.BETA, shape, true);
    runningMean = parameter("runningMean", Parameter.Type.RUNNING_MEAN, shape, false);
    runningVariance = parameter("runningVar", Parameter.Type.RUNNING_VAR, shape, false);
  }

  List<Parameter> parameters() {
    return List.of(gamma, beta, runningMean, runningVariance);
  }

  NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
    Device device = x.getDevice();
    return BatchNorm.batchNorm(
            x,
            parameters.getValue(runningMean, device, training),
            parameters.getValue(runningVariance, device, training),
            parameters.getValue(gamma, device, training),
            parameters.getValue(beta, device, training),
            CHANNELS_OF_ENGINE,
            MOMENTUM,
            epsilon,
            training)
        .singletonOrThrow();
  }

  private static Parameter parameter(
      String name, Parameter.Type type, Shape shape, boolean trainable) {
    return Parameter.builder()
        .setName(name)
        .setType(type)
        .optShape(shape)
        .optRequiresGrad(trainable)
        .build();
  }
}
