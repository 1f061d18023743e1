package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 200 random cell networks agree with ONNX Runtime, plain and folded, for batches of 1, 2, 7. */
@Tag("slow")
class RandomNetworkTest {
  private static final int NETWORKS = 200;
  private static final int CHANNELS = 4;

  /** One side of a block: which earlier array it takes, and what it does to it. */
  private record Side(int input, int operation) {}

  private static List<Side> randomCell(SplittableRandom random) {
    List<Side> sides = new ArrayList<>();
    int blocks = 1 + random.nextInt(5);
    for (int block = 0; block < blocks; block++) {
      sides.add(new Side(random.nextInt(2 + block), random.nextInt(8)));
      sides.add(new Side(random.nextInt(2 + block), random.nextInt(8)));
    }
    return sides;
  }

  private static LambdaCell network(List<Side> sides) {
    LambdaCell block =
        LambdaCell.of((pixels, w) -> forward(pixels, w, sides))
            .with("stem", CHANNELS, 3, 3, 3)
            .with("dense", 5, CHANNELS * sides.size() / 2)
            .with("mean", CHANNELS)
            .with("runningVar", CHANNELS)
            .with("gamma", CHANNELS)
            .with("beta", CHANNELS);
    for (int i = 0; i < sides.size(); i++) {
      block
          .with("depthwise" + i, CHANNELS, 1, 3, 3)
          .with("pointwise" + i, CHANNELS, CHANNELS, 1, 1);
      block.with("wide" + i, CHANNELS, CHANNELS, 1, 7).with("tall" + i, CHANNELS, CHANNELS, 7, 1);
    }
    return block;
  }

  private static NDArray forward(NDArray pixels, Function<String, NDArray> w, List<Side> sides) {
    NDArray image = pixels.reshape(pixels.getShape().get(0), 3, 8, 8);
    NDArray stem = norm(conv(image, w.apply("stem"), 1, 1, 1), w);
    List<NDArray> arrays = new ArrayList<>(List.of(stem, Activation.relu(stem)));
    for (int i = 0; i < sides.size(); i += 2) {
      arrays.add(apply(arrays, sides.get(i), w, i).add(apply(arrays, sides.get(i + 1), w, i + 1)));
    }
    NDArray cell = NDArrays.concat(new NDList(arrays.subList(2, arrays.size())), 1);
    NDArray features = Pool.globalAvgPool2d(Activation.relu(cell));
    return Linear.linear(features, w.apply("dense"), null).singletonOrThrow().softmax(1);
  }

  private static NDArray apply(
      List<NDArray> arrays, Side side, Function<String, NDArray> w, int i) {
    NDArray x = arrays.get(side.input());
    Shape three = new Shape(3, 3);
    Shape one = new Shape(1, 1);
    return switch (side.operation()) {
      case 0 -> x;
      case 1 -> Pool.avgPool2d(x, three, one, one, false, true);
      case 2 -> Pool.maxPool2d(x, three, one, one, false);
      case 3 -> separable(x, w, i, 1);
      case 4 -> separable(x, w, i, 2);
      case 5 -> {
        NDArray wide =
            Conv2d.conv2d(
                    Activation.relu(x), w.apply("wide" + i), null, one, new Shape(0, 3), one, 1)
                .singletonOrThrow();
        yield norm(
            Conv2d.conv2d(wide, w.apply("tall" + i), null, one, new Shape(3, 0), one, 1)
                .singletonOrThrow(),
            w);
      }
      case 6 ->
          Pool.maxPool2d(
              x.pad(new Shape(0, 1, 0, 1), Double.NEGATIVE_INFINITY),
              new Shape(2, 2),
              one,
              new Shape(0, 0),
              false);
      default -> x.pad(new Shape(0, 1, 0, 1), 0).get(":, :, 1:, 1:").mul(0.5f);
    };
  }

  private static NDArray separable(NDArray x, Function<String, NDArray> w, int i, int dilation) {
    NDArray depthwise =
        conv(Activation.relu(x), w.apply("depthwise" + i), dilation, dilation, CHANNELS);
    return norm(conv(depthwise, w.apply("pointwise" + i), 0, 1, 1), w);
  }

  private static NDArray conv(NDArray x, NDArray weight, int padding, int dilation, int groups) {
    return Conv2d.conv2d(
            x,
            weight,
            null,
            new Shape(1, 1),
            new Shape(padding, padding),
            new Shape(dilation, dilation),
            groups)
        .singletonOrThrow();
  }

  private static NDArray norm(NDArray x, Function<String, NDArray> w) {
    return BatchNorm.batchNorm(
            x,
            w.apply("mean"),
            w.apply("runningVar"),
            w.apply("gamma"),
            w.apply("beta"),
            -1,
            0.9f,
            1e-5f,
            false)
        .singletonOrThrow();
  }

  @Test
  void agreePlainAndFolded() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < NETWORKS; i++) {
      List<Side> cell = randomCell(random);
      try (NDManager manager = NDManager.newBaseManager()) {
        OnnxExporterBuilder builder =
            OnnxExporter.builder()
                .setBlock(network(cell).ready(manager, new Shape(1, 192)))
                .setInputs(new Shape(192));
        assertAgrees(builder.build(), cell);
        assertAgrees(builder.optFoldBatchNorm().build(), cell);
      }
    }
  }

  private static void assertAgrees(OnnxExporter exporter, List<Side> cell) {
    OnnxVerification verification = exporter.verifier().verify(exporter.toModel().toByteArray());
    assertTrue(verification.isWithin(1e-4), () -> cell + ": " + verification);
  }
}
