package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pointwise convolution of stride 2 over channels-last arrays: the engine's own corrupts the heap
 * in the backward pass for few channels, so a regression here may end the process.
 */
class StridedPointwiseTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16})
  void valuesAndGradientsAreThoseOfTheSumsByHand(int channels) {
    int side = 5;
    int out = 3;
    Convolution convolution = Convolution.pointwise(2, 2);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      float[] weights = new float[2 * channels];
      float[] pixels = new float[side * side * channels];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = i - 3;
      }
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = i % 11 - 5;
      }
      float[] values = new float[2 * out * out];
      float[] gradients = new float[2 * channels];
      for (int row = 0; row < out; row++) {
        for (int column = 0; column < out; column++) {
          for (int filter = 0; filter < 2; filter++) {
            for (int channel = 0; channel < channels; channel++) {
              float pixel = pixels[(2 * row * side + 2 * column) * channels + channel];
              values[(filter * out + row) * out + column] +=
                  pixel * weights[filter * channels + channel];
              gradients[filter * channels + channel] += pixel;
            }
          }
        }
      }
      NDArray weight = manager.create(weights, new Shape(2, channels, 1, 1));
      weight.setRequiresGradient(true);
      boolean before = JniUtils.isGradMode();
      for (int i = 0; i < 50; i++) {
        try (NDManager step = manager.newSubManager()) {
          NDArray x = step.create(pixels, new Shape(1, side, side, channels)).transpose(0, 3, 1, 2);
          JniUtils.setGradMode(true);
          x.setRequiresGradient(true);
          NDArray y = convolution.apply(x, weight);
          JniUtils.backward((PtNDArray) y.sum(), (PtNDArray) step.ones(new Shape()), false, false);
          assertArrayEquals(values, y.toFloatArray(), 1e-3f);
          try (NDArray gradient = weight.getGradient()) {
            assertArrayEquals(gradients, gradient.toFloatArray(), 1e-3f);
          }
          JniUtils.zeroGrad((PtNDArray) weight);
        } finally {
          JniUtils.setGradMode(before);
        }
      }
    }
  }
}
