package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DropNoiseTest {

  /** Writes down what it is asked to change. */
  private static final class Witness implements Noise {
    private final List<Double> depths = new ArrayList<>();
    private int features;

    @Override
    public NDArray onBranch(NDArray branch, double depth) {
      depths.add(depth);
      return branch;
    }

    @Override
    public NDArray onFeatures(NDArray pooled) {
      features++;
      return pooled;
    }
  }

  private static Witness witness(Setting setting, String cell, ImageShape image) {
    Witness witness = new Witness();
    NetworkSpec spec =
        setting.of(Cell.parse(cell)).optRepeats(1).optFilters(8).optImage(image).build();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      CellNetwork network = new CellNetwork(spec);
      Weights.initialize(network, manager, 1);
      NDArray images = manager.ones(Layer.batchOf(2, image));
      network.train(new ParameterStore(manager, false), images, witness);
    }
    return witness;
  }

  @Test
  void branchesAreLeftOutByDepthAndIdentitiesNever() {
    Witness cifar = witness(Setting.CIFAR, "p:sep3x3+p:identity", new ImageShape(8, 8, 1));
    assertEquals(List.of(1.0 / 3, 2.0 / 3, 1.0), cifar.depths, "two of three cells are strided");
    assertEquals(1, cifar.features);
  }

  @Test
  void stemCellsCount() {
    Witness imagenet =
        witness(Setting.IMAGENET_MOBILE, "p:max3x3+pp:identity", new ImageShape(32, 32, 3));
    assertEquals(List.of(0.2, 0.4, 0.6, 0.8, 1.0), imagenet.depths);
  }

  @Test
  void aBranchIsKeptWholeAndScaledOrLeftOutForEachImage() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      int images = 4000;
      // Half of 0.4 at half the depth: kept with a chance of 0.8.
      NDArray kept =
          new DropNoise(new SplittableRandom(1), 0.4, 0)
              .onBranch(manager.ones(new Shape(images, 2, 1, 2)), 0.5);
      float[] values = kept.toFloatArray();
      int left = 0;
      for (int i = 0; i < images; i++) {
        float first = values[4 * i];
        float[] image = {values[4 * i], values[4 * i + 1], values[4 * i + 2], values[4 * i + 3]};
        assertArrayEquals(new float[] {first, first, first, first}, image);
        if (first == 0) {
          left++;
        } else {
          assertEquals(1.25f, first);
        }
      }
      // Five standard deviations of a binomial: 5 * sqrt(4000 * 0.2 * 0.8) = 126.
      assertEquals(0.2 * images, left, 126);
    }
  }

  @Test
  void dropoutLeavesOutSingleFeatures() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      int features = 4000;
      float[] values =
          new DropNoise(new SplittableRandom(2), 0, 0.5)
              .onFeatures(manager.ones(new Shape(2, features / 2)))
              .toFloatArray();
      int left = 0;
      for (float value : values) {
        if (value == 0) {
          left++;
        } else {
          assertEquals(2f, value);
        }
      }
      assertEquals(features / 2, left, 158, "five standard deviations");
    }
  }

  @Test
  void withoutChancesArraysAreLeftAlone() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray array = manager.ones(new Shape(2, 3, 4, 4));
      DropNoise none = new DropNoise(new SplittableRandom(3), 0, 0);
      assertSame(array, none.onBranch(array, 1));
      assertSame(array, none.onFeatures(array));
    }
  }

  @Test
  void aChanceOfOneIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new DropNoise(new SplittableRandom(1), 1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new DropNoise(new SplittableRandom(1), 0, -0.1));
  }
}
