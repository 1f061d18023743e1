package io.github.tribuopnas.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import org.junit.jupiter.api.Test;

class MomentumOptimizerTest {

  /** The loss {@code sum(w * g)} has gradient g, whatever the weights. */
  private static final float[] GRADIENT = {0.5f, -1};

  @Test
  void stepsUnderAFallingRateAreThoseOfTheFormula() {
    double momentum = 0.9;
    double decay = 0.01;
    double[] rates = {0.1, 0.08, 0.03, 0.001};
    double[] weights = {1, -2};
    double[] velocity = new double[2];
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      Parameter parameter =
          Parameter.builder()
              .setName("w")
              .setType(Parameter.Type.WEIGHT)
              .optShape(new Shape(2))
              .optInitializer((m, shape, type) -> m.create(new float[] {1, -2}, shape))
              .build();
      parameter.initialize(manager, DataType.FLOAT32);
      NDArray gradient = manager.create(GRADIENT);
      PtNDArray one = (PtNDArray) manager.ones(new Shape());
      MomentumOptimizer optimizer =
          new MomentumOptimizer(List.of(parameter), manager, momentum, decay);
      for (double rate : rates) {
        try (GradientMode mode = GradientMode.on()) {
          NDArray loss = parameter.getArray().mul(gradient).sum();
          JniUtils.backward((PtNDArray) loss, one, false, false);
        }
        try (GradientMode mode = GradientMode.off()) {
          optimizer.step(rate);
        }
        for (int i = 0; i < weights.length; i++) {
          velocity[i] = momentum * velocity[i] + GRADIENT[i] + decay * weights[i];
          weights[i] -= rate * velocity[i];
        }
        float[] expected = {(float) weights[0], (float) weights[1]};
        assertArrayEquals(expected, parameter.getArray().toFloatArray(), 1e-6f);
      }
    }
  }
}
