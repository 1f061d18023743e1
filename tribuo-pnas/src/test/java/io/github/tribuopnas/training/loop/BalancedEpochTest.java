package io.github.tribuopnas.training.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.ClassBalance;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BalancedEpochTest {

  /** Six images of the first class, two of the second, none of the third. */
  private static final PackedImages IMAGES =
      PackedImages.ofBytes(
          ImageFormat.of(1, 1, 1),
          new byte[8],
          new int[] {0, 0, 1, 0, 0, 0, 1, 0},
          List.of("a", "b", "c"));

  @Test
  void aWeightMultipliesAllThatIsOfAnImage() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      float[] labels =
          new SoftLabels(IMAGES, 3, 0, ClassBalance.WEIGHTS, 2)
              .batch(new int[] {0, 2}, 0, 2, manager)
              .toFloatArray();
      assertArrayEquals(new float[] {-1f / 3, 0, 0, 0, -1, 0}, labels, 1e-7f);
    }
  }

  @Test
  void anEpochOfSamplingHasEachClassEquallyOften() {
    EpochOrder balanced = new EpochOrder(IMAGES, ClassBalance.SAMPLING);
    int[] order = new int[8];
    boolean[] seen = new boolean[8];
    SplittableRandom random = new SplittableRandom(1);
    for (int epoch = 0; epoch < 40; epoch++) {
      balanced.next(order, random);
      assertEquals(4, Arrays.stream(order).filter(i -> IMAGES.label(i) == 1).count());
      Arrays.stream(order).forEach(i -> seen[i] = true);
    }
    for (boolean one : seen) {
      assertTrue(one);
    }
    int[] plain = {0, 1, 2, 3, 4, 5, 6, 7};
    new EpochOrder(IMAGES, ClassBalance.NONE).next(plain, random);
    Arrays.sort(plain);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, plain);
  }
}
