package io.github.tribuopnas.image.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.ImageSourceProvenance;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.TestImages;
import org.junit.jupiter.api.Test;

final class DigitImagesTest {

  private static final ImageSet DIGITS = DigitImages.load();

  @Test
  void thereAre1297TrainAnd500TestImages() {
    assertEquals(1297, DIGITS.train().size());
    assertEquals(500, DIGITS.test().orElseThrow().size());
    assertEquals("8x8x1", DIGITS.format().size());
    assertEquals(16, DIGITS.format().maximum());
  }

  @Test
  void theClassesAreTheTenDigitsInTheKnownNumbers() {
    PackedImages train = DIGITS.train().images();
    assertEquals(10, train.classes().size());
    assertEquals("7", train.classes().get(7));
    assertArrayEquals(
        new int[] {128, 131, 128, 132, 130, 131, 130, 129, 128, 130}, train.classCounts());
    assertArrayEquals(
        new int[] {50, 51, 49, 51, 51, 51, 51, 50, 46, 50},
        DIGITS.test().orElseThrow().images().classCounts());
  }

  @Test
  void thePixelsAreThoseOfTheFile() {
    byte[] pixels = new byte[1797 * 64];
    float[] image = new float[64];
    for (int i = 0; i < 1797; i++) {
      if (i < 1297) {
        DIGITS.train().images().copyRaw(i, image);
      } else {
        DIGITS.test().orElseThrow().images().copyRaw(i - 1297, image);
      }
      for (int p = 0; p < 64; p++) {
        pixels[64 * i + p] = (byte) image[p];
      }
    }
    assertEquals(
        "8f26b2bd9d135c256808f68f14fdabddde6d9c7f869ae419704b051f0f14b3b3", Sha256.of(pixels));
  }

  @Test
  void theFirstImageIsTheKnownZero() {
    float[] image = new float[64];
    DIGITS.train().images().copyRaw(0, image);
    assertArrayEquals(
        new float[] {
          0, 0, 5, 13, 9, 1, 0, 0, //
          0, 0, 13, 15, 10, 15, 5, 0, //
          0, 3, 15, 2, 0, 11, 8, 0, //
          0, 4, 12, 0, 0, 8, 8, 0, //
          0, 5, 8, 0, 0, 9, 8, 0, //
          0, 4, 11, 0, 1, 12, 7, 0, //
          0, 2, 14, 5, 10, 12, 0, 0, //
          0, 0, 6, 13, 10, 0, 0, 0
        },
        image);
    assertEquals("0", DIGITS.train().getExample(0).getOutput().getLabel());
  }

  @Test
  void theProvenanceHoldsTheHashOfTheFile() {
    assertEquals(
        "46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a",
        ((ImageSourceProvenance) DIGITS.train().getSourceProvenance()).sha256());
  }

  @Test
  void aPartIsMadeAgainFromItsProvenance() {
    TestImages.assertMadeAgain(new DigitDataSource(DigitDataSource.Part.TEST));
  }
}
