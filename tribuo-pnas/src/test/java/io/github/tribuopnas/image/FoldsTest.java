package io.github.tribuopnas.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.base.ImageShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

  private static final int IMAGES = 23;

  /** Of one pixel, whose value is the number of the image; the first 15 of class a, 8 of b. */
  private static PackedImages images() {
    byte[] pixels = new byte[IMAGES];
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      pixels[i] = (byte) i;
      labels[i] = i < 15 ? 0 : 1;
    }
    ImageFormat format = ImageFormat.builder().setShape(new ImageShape(1, 1, 1)).build();
    return PackedImages.ofBytes(format, pixels, labels, List.of("a", "b"));
  }

  private static List<Integer> numbers(PackedImages images) {
    return IntStream.range(0, images.size()).mapToObj(i -> (int) images.value(i, 0)).toList();
  }

  @Test
  void everyImageIsInOneFoldAndInTheTrainingOfAllOthers() {
    List<Integer> held = new ArrayList<>();
    for (ImageSplit split : Folds.of(images(), 4, 7)) {
      List<Integer> both = new ArrayList<>(numbers(split.training()));
      both.addAll(numbers(split.validation()));
      Collections.sort(both);
      assertEquals(numbers(images()), both);
      held.addAll(numbers(split.validation()));
    }
    Collections.sort(held);
    assertEquals(numbers(images()), held);
  }

  @Test
  void foldsAndTheirClassesDifferByOneAtMost() {
    for (ImageSplit split : Folds.of(images(), 4, 7)) {
      int[] counts = split.validation().classCounts();
      assertTrue(counts[0] == 3 || counts[0] == 4, "of class a " + counts[0]);
      assertEquals(2, counts[1]);
    }
  }

  @Test
  void theSeedDecides() {
    assertEquals(
        numbers(Folds.of(images(), 3, 5).get(0).validation()),
        numbers(Folds.of(images(), 3, 5).get(0).validation()));
    assertTrue(
        !numbers(Folds.of(images(), 3, 5).get(0).validation())
            .equals(numbers(Folds.of(images(), 3, 6).get(0).validation())));
  }

  @Test
  void asManyFoldsAsImagesLeaveOutOneEach() {
    List<ImageSplit> splits = Folds.of(images(), IMAGES, 1);
    assertArrayEquals(
        new int[] {1, IMAGES - 1},
        new int[] {splits.get(3).validation().size(), splits.get(3).training().size()});
    assertThrows(IllegalArgumentException.class, () -> Folds.of(images(), IMAGES + 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Folds.of(images(), 1, 1));
  }
}
