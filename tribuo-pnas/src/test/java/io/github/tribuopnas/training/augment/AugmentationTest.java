package io.github.tribuopnas.training.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {

  /** Two 3x3 gray images; mean 2 and deviation 2 make black -1 and the value v (v - 2) / 2. */
  private static final PackedImages IMAGES =
      PackedImages.ofBytes(
          ImageFormat.of(3, 3, 1),
          new byte[] {2, 4, 6, 8, 10, 12, 14, 16, 18, 0, 0, 0, 0, 0, 0, 0, 0, 0},
          new int[] {0, 1},
          List.of("a", "b"));

  private static final ChannelNormalization NORMALIZATION =
      ChannelNormalization.of(new double[] {2}, new double[] {2});

  private static WorkingImage gray() {
    WorkingImage image = new WorkingImage(3, 3, 1, NORMALIZATION);
    IMAGES.copyNormalized(0, NORMALIZATION, image.target());
    return image;
  }

  private static float[] moved(int down, int right) {
    WorkingImage image = gray();
    image.move(down, right);
    return image.values();
  }

  /** Returns how often each result comes out of many images of one augmentation. */
  private static Map<String, Long> outcomes(Augmentation augmentation, int count) {
    Augmenter augmenter =
        new Augmenter(List.of(augmentation), IMAGES, NORMALIZATION, new SplittableRandom(7));
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              float[] values = new float[9];
              augmenter.append(0, FloatBuffer.wrap(values));
              return Arrays.toString(values);
            })
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
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
  void everyOneOfTheNinePlacesIsCutEquallyOften() {
    Map<String, Long> places = outcomes(new Crop(1), 9000);
    assertEquals(9, places.size());
    // Five standard deviations of 9000 draws of one in nine.
    places.values().forEach(count -> assertEquals(1000, count, 149));
  }

  @Test
  void aMirrorExchangesColumnsAndKeepsColors() {
    WorkingImage image =
        new WorkingImage(
            2, 3, 2, ChannelNormalization.of(new double[] {0, 0}, new double[] {1, 1}));
    float[] values = {1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6};
    System.arraycopy(values, 0, image.values(), 0, values.length);
    image.mirror();
    assertArrayEquals(new float[] {3, -3, 2, -2, 1, -1, 6, -6, 5, -5, 4, -4}, image.values());
  }

  @Test
  void everySecondImageIsMirrored() {
    Map<String, Long> outcomes = outcomes(new Flip(), 4000);
    assertEquals(2, outcomes.size());
    outcomes.values().forEach(count -> assertEquals(2000, count, 158));
  }

  @Test
  void aSquareIsCutAsFarAsItLiesInside() {
    WorkingImage image = gray();
    new Cutout(2).cut(image, 0, 2);
    assertArrayEquals(new float[] {0, 0, 0, 3, 4, 5, 6, 7, 8}, image.values(), "rows -1 and 0");
    image = gray();
    new Cutout(2).cut(image, 2, 2);
    assertArrayEquals(new float[] {0, 1, 2, 3, 0, 0, 6, 0, 0}, image.values());
    image = gray();
    new Cutout(9).cut(image, 1, 1);
    assertArrayEquals(new float[9], image.values());
  }

  @Test
  void aCutoutOfOnePixelFallsOnEveryPixelEquallyOften() {
    // The first pixel is 0 already, so that its cutout leaves the image as it is.
    Map<String, Long> outcomes = outcomes(new Cutout(1), 9000);
    assertEquals(9, outcomes.size());
    outcomes.values().forEach(count -> assertEquals(1000, count, 149));
  }

  @Test
  void augmentationsAreAppliedInTheirOrder() {
    // Cutting all of a 3x3 image and then moving it leaves black where it moved from.
    List<Augmentation> cutFirst = Augmentation.parseAll("cutout(9)+crop(1)");
    Augmenter augmenter = new Augmenter(cutFirst, IMAGES, NORMALIZATION, new SplittableRandom(3));
    for (int i = 0; i < 50; i++) {
      float[] values = new float[9];
      augmenter.append(0, FloatBuffer.wrap(values));
      for (float value : values) {
        assertTrue(value == 0 || value == -1, Arrays.toString(values));
      }
    }
  }

  @Test
  void textFormsAreReadBack() {
    for (String text : List.of("none", "crop(4)", "crop(4)+flip+cutout(16)")) {
      assertEquals(text, Augmentation.text(Augmentation.parseAll(text)));
    }
  }

  @Test
  void wrongTextsAreRefused() {
    for (String text :
        List.of("crop", "crop(0)", "flip(1)", "rotate", "crop(4)+", "+", "cutout(-1)")) {
      assertThrows(IllegalArgumentException.class, () -> Augmentation.parseAll(text), text);
    }
  }
}
