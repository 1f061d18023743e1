package io.github.tribuopnas.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.data.ImageFormat;
import io.github.tribuopnas.data.Normalization;
import io.github.tribuopnas.data.PackedImages;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomCropTest {

  /** Two 3x3 grey images; mean 2 and deviation 2 make black -1 and the value v (v - 2) / 2. */
  private static final PackedImages IMAGES =
      PackedImages.ofBytes(
          ImageFormat.of(3, 3, 1),
          new byte[] {2, 4, 6, 8, 10, 12, 14, 16, 18, 0, 0, 0, 0, 0, 0, 0, 0, 0},
          new int[] {0, 1},
          List.of("a", "b"));

  private static final Normalization NORMALIZATION =
      Normalization.of(new double[] {2}, new double[] {2});

  private static RandomCrop crop(long seed) {
    RandomCrop crop = new RandomCrop(1, IMAGES, NORMALIZATION, new SplittableRandom(seed));
    IMAGES.copyNormalized(0, NORMALIZATION, crop.image());
    return crop;
  }

  private static float[] moved(int down, int right) {
    float[] target = new float[9];
    crop(1).crop(down, right, FloatBuffer.wrap(target));
    return target;
  }

  @Test
  void noShiftLeavesTheImage() {
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, moved(0, 0));
  }

  @Test
  void pixelsBeyondTheBorderAreBlack() {
    assertArrayEquals(new float[] {4, 5, -1, 7, 8, -1, -1, -1, -1}, moved(1, 1));
    assertArrayEquals(new float[] {-1, -1, -1, -1, 0, 1, -1, 3, 4}, moved(-1, -1));
  }

  @Test
  void everyOneOfTheNinePlacesIsCut() {
    RandomCrop crop = crop(7);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      float[] target = new float[9];
      crop.appendTo(FloatBuffer.wrap(target));
      seen.add(Arrays.toString(target));
    }
    assertEquals(9, seen.size());
  }
}
