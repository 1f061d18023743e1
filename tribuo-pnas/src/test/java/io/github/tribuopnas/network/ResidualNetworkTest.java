package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.KnownCells;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The direct layout of two 3x3 convolutions beside an identity against He et al. 2016. */
class ResidualNetworkTest {

  private static final Cell BASIC_BLOCK = KnownCells.find("resnet");
  private static final float EPSILON = 1e-5f;
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape TWO = new Shape(2, 2);
  private static final Shape NONE = new Shape(0, 0);

  private static Setting.Builder network(int repeats) {
    return Setting.PROXY
        .of(BASIC_BLOCK)
        .optRepeats(repeats)
        .optFilters(16)
        .optStemMultiplier(1)
        .optLayout(Layout.DIRECT);
  }

  /**
   * By the table of the layers: a 3x3 convolution from 3 to 16 channels; groups of 16, 32 and 64
   * channels; a projection in the first block of the second and of the third group; a normalization
   * behind each convolution; the classifier.
   */
  private static int parameters(int repeats) {
    int sum = 9 * 3 * 16 + 2 * 16;
    for (int channels = 16; channels <= 64; channels *= 2) {
      sum += (2 * repeats - 1) * (9 * channels * channels + 2 * channels);
      int from = channels == 16 ? 16 : channels / 2;
      sum += 9 * from * channels + 2 * channels;
      sum += channels == 16 ? 0 : from * channels + 2 * channels;
    }
    return sum + 64 * 10 + 10;
  }

  /**
   * 0.27 million are printed for ResNet-20, whose shortcuts there pad with zeros: without the two
   * projections these are 269,722, as its copies for CIFAR-10 count.
   */
  @Test
  void residualNetworksHaveThePublishedParameters() {
    assertEquals(78_042, NetworkSummary.of(network(1).build()).parameters());
    NetworkSummary twenty = NetworkSummary.of(network(3).build());
    assertEquals(272_474, twenty.parameters());
    assertEquals(269_722, twenty.parameters() - (16 * 32 + 64 + 32 * 64 + 128));
    assertEquals(parameters(1), NetworkSummary.of(network(1).build()).parameters());
    assertEquals(parameters(3), twenty.parameters());
    assertEquals(parameters(5), NetworkSummary.of(network(5).build()).parameters());
  }

  /**
   * By the table of the layers: 40.8 million for ResNet-20 with projections, as is often printed.
   */
  @Test
  void residualNetworksHaveTheKnownMultAdds() {
    long twenty = NetworkSummary.of(network(3).build()).multAdds();
    long stem = 27 * 16 * 1024;
    long first = 6 * 9 * 16 * 16 * 1024;
    long second = (9 * 16 * 32 + 5 * 9 * 32 * 32 + 16 * 32) * 256;
    long third = (9 * 32 * 64 + 5 * 9 * 64 * 64 + 32 * 64) * 64;
    assertEquals(stem + first + second + third + 640, twenty);
    assertEquals(40_813_184, twenty);
    assertEquals(12_501_632, NetworkSummary.of(network(1).build()).multAdds());
  }

  /** By hand: a 3x3 and a 1x1 convolution from the channels of the group before. */
  @Test
  void aPlainNetworkHasItsConvolutionsAlone() {
    NetworkSpec spec = network(1).build().withCell(KnownCells.find("plain"));
    int cells = 0;
    for (int[] pair : new int[][] {{16, 16}, {16, 32}, {32, 64}}) {
      cells += 10 * pair[0] * pair[1] + 4 * pair[1];
    }
    assertEquals(432 + 32 + cells + 650, NetworkSummary.of(spec).parameters());
  }

  /** A ResNet of three blocks written down with the engine's operators. */
  private static NDArray residual(NDArray image, Iterator<NDArray> weights) {
    NDArray x =
        normalized(convolved(image, weights.next(), ONE, ONE), weights).getNDArrayInternal().relu();
    for (int group = 0; group < 3; group++) {
      Shape stride = group == 0 ? ONE : TWO;
      // The network lists an operation of a block before or behind the other by the cell's order.
      NDArray shortcut = x;
      if (group > 0) {
        shortcut = normalized(convolved(x, weights.next(), TWO, NONE), weights);
      }
      NDArray y =
          normalized(convolved(x, weights.next(), stride, ONE), weights)
              .getNDArrayInternal()
              .relu();
      y = normalized(convolved(y, weights.next(), ONE, ONE), weights);
      x = y.add(shortcut).getNDArrayInternal().relu();
    }
    NDArray pooled = x.reshape(2, x.getShape().get(1), -1).mean(new int[] {2});
    return pooled.matMul(weights.next().transpose()).add(weights.next());
  }

  private static NDArray convolved(NDArray x, NDArray weight, Shape stride, Shape padding) {
    return Conv2d.conv2d(x, weight, null, stride, padding, ONE, 1).singletonOrThrow();
  }

  /** By the statistics that a new normalization has: mean 0 and variance 1. */
  private static NDArray normalized(NDArray x, Iterator<NDArray> weights) {
    long channels = x.getShape().get(1);
    Shape shape = new Shape(1, channels, 1, 1);
    NDArray gamma = weights.next().reshape(shape);
    NDArray beta = weights.next().reshape(shape);
    NDArray mean = weights.next().reshape(shape);
    NDArray variance = weights.next().reshape(shape);
    return x.sub(mean).div(variance.add(EPSILON).sqrt()).mul(gamma).add(beta);
  }

  @Test
  void logitsAreThoseOfAResidualNetwork() {
    NetworkSpec spec = network(1).build();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      CellNetwork network = new CellNetwork(spec);
      Weights.initialize(network, manager, 3);
      SplittableRandom random = new SplittableRandom(4);
      List<NDArray> weights = new ArrayList<>();
      for (Pair<String, Parameter> pair : network.getParameters()) {
        NDArray array = pair.getValue().getArray();
        boolean positive = pair.getKey().contains("runningVar") || pair.getKey().contains("gamma");
        if (array.getShape().dimension() == 1) {
          float[] values = new float[(int) array.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (positive ? random.nextDouble(0.5, 2) : random.nextGaussian());
          }
          array.set(values);
        }
        weights.add(array);
      }
      ImageShape image = spec.image();
      float[] pixels = new float[2 * (int) image.pixels()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) random.nextGaussian();
      }
      NDArray x = manager.create(pixels, Layer.batchOf(2, image));
      NDArray logits =
          network
              .forward(new ParameterStore(manager, false), new NDList(x), false)
              .singletonOrThrow();
      assertArrayEquals(
          residual(x, weights.iterator()).toFloatArray(), logits.toFloatArray(), 2e-3f);
    }
  }
}
