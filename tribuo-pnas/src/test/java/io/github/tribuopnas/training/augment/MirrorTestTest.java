package io.github.tribuopnas.training.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.source.DigitImages;
import java.util.List;
import org.junit.jupiter.api.Test;

class MirrorTestTest {

  /**
   * Images of a bright column; the class is the number of the column, or its distance from the
   * middle.
   */
  private static MirrorTest columns(int[] labels) {
    ImageFormat format = ImageFormat.builder().setHeight(4).setWidth(4).setChannels(1).build();
    byte[] pixels = new byte[2 * 4 * 16];
    int[] all = new int[8];
    for (int i = 0; i < 8; i++) {
      for (int row = 0; row < 4; row++) {
        pixels[i * 16 + row * 4 + i % 4] = 100;
      }
      all[i] = labels[i % 4];
    }
    PackedImages images = PackedImages.ofBytes(format, pixels, all, List.of("a", "b", "c", "d"));
    return MirrorTest.of(
        new ImageSplit(
            images.select(new int[] {0, 1, 2, 3}), images.select(new int[] {4, 5, 6, 7})),
        1);
  }

  @Test
  void whatTheMirrorTurnsIntoAnotherClassIsNotMirrored() {
    MirrorTest test = columns(new int[] {0, 1, 2, 3});
    assertEquals(new MirrorTest(4, 1, 4, 0), test);
    assertFalse(test.allows());
  }

  @Test
  void whatLooksTheSameInTheMirrorMayBeMirrored() {
    MirrorTest test = columns(new int[] {0, 1, 1, 0});
    assertEquals(new MirrorTest(4, 2, 4, 4), test);
    assertTrue(test.allows());
  }

  @Test
  void halfOfWhatIsNotGuessedHasToBeRecognized() {
    assertTrue(new MirrorTest(100, 20, 80, 50).allows());
    assertFalse(new MirrorTest(100, 20, 80, 49).allows());
    assertTrue(new MirrorTest(100, 20, 20, 0).allows(), "pixels tell nothing");
  }

  @Test
  void digitsAreNotMirrored() {
    assertFalse(
        MirrorTest.of(DigitImages.load().train().images().stratifiedSplit(0.2, 1), 1).allows());
  }
}
