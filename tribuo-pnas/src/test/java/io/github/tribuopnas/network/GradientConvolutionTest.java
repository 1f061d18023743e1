package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.ConvolutionSpec;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast forms of convolutions against the plain ones. */
class GradientConvolutionTest {

  private static final int CHANNELS = 8;
  private static final int BATCH = 2;

  private record Results(Shape shape, float[] values, float[] ofPixels, float[] ofWeights) {}

  static Stream<Convolution> convolutions() {
    return Stream.of(
        depthwise(3, 1, 1),
        depthwise(3, 2, 1),
        depthwise(3, 2, 2),
        depthwise(5, 1, 1),
        depthwise(5, 1, 2),
        depthwise(7, 1, 1),
        depthwise(7, 1, 2),
        Convolution.pointwise(5, 1),
        Convolution.pointwise(5, 2),
        Convolution.of(ConvolutionSpec.full(1, 7), CHANNELS, 6, 1, 2),
        Convolution.of(ConvolutionSpec.full(7, 1), CHANNELS, 6, 2, 1),
        Convolution.of(ConvolutionSpec.full(3, 3), CHANNELS, 6, 1, 1),
        Convolution.of(ConvolutionSpec.full(3, 3), CHANNELS, 6, 2, 2));
  }

  private static Convolution depthwise(int side, int dilation, int stride) {
    return Convolution.of(ConvolutionSpec.depthwise(side, dilation), CHANNELS, 6, stride, stride);
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void valuesAndGradientsAreThoseOfThePlainForm(Convolution convolution) {
    for (ImageShape image :
        List.of(new ImageShape(4, 4, 8), new ImageShape(9, 3, 8), new ImageShape(8, 12, 8))) {
      Results plain = run(convolution, image, convolution::apply);
      Results fast =
          run(convolution, image, (x, weight) -> GradientConvolution.apply(convolution, x, weight));
      assertEquals(plain.shape(), fast.shape());
      assertArrayEquals(plain.values(), fast.values(), 1e-6f);
      assertArrayEquals(plain.ofPixels(), fast.ofPixels(), 1e-6f);
      assertArrayEquals(plain.ofWeights(), fast.ofWeights(), 1e-6f);
    }
  }

  private static Results run(
      Convolution convolution, ImageShape image, BinaryOperator<NDArray> operation) {
    SplittableRandom random = new SplittableRandom(5);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray memory =
          draw(manager, new Shape(BATCH, image.height(), image.width(), CHANNELS), random);
      JniUtils.setGradMode(true);
      NDArray x = memory.transpose(0, 3, 1, 2);
      x.setRequiresGradient(true);
      NDArray weight = draw(manager, convolution.weightShape(CHANNELS), random);
      weight.setRequiresGradient(true);
      NDArray y = operation.apply(x, weight);
      NDArray slopes = draw(manager, y.getShape(), random);
      JniUtils.backward((PtNDArray) y, (PtNDArray) slopes, false, false);
      return new Results(
          y.getShape(),
          y.toFloatArray(),
          x.getGradient().toFloatArray(),
          weight.getGradient().toFloatArray());
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  private static NDArray draw(NDManager manager, Shape shape, SplittableRandom random) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-0.3, 0.3);
    }
    return manager.create(values, shape);
  }
}
