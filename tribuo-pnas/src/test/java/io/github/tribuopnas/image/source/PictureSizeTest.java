package io.github.tribuopnas.image.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.codec.ImageFit;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureSizeTest {

  private static PictureSize of(int height, int width) {
    return new PictureSize(Map.of(new ImageShape(height, width, 1), 5), 3, 32);
  }

  @ParameterizedTest
  @CsvSource({
    // Up to twice the side as they are.
    "28, 28, 28x28x3",
    "64, 64, 64x64x3",
    "40, 20, 40x20x3",
    // Larger ones by their proportions, nearly square ones square.
    "100, 100, 32x32x3",
    "534, 400, 44x32x3",
    "480, 640, 32x44x3",
    "220, 200, 32x32x3",
    // No narrower than one to two.
    "1000, 100, 64x32x3",
    // No picture is made larger.
    "20, 100, 20x40x3",
  })
  void isChosenByThePictures(int height, int width, String chosen) {
    assertEquals(chosen, of(height, width).format().shape().toString());
  }

  @Test
  void isOfTheUsualProportionsWhereTheyDiffer() {
    PictureSize mixed =
        new PictureSize(
            Map.of(
                new ImageShape(300, 300, 1), 3,
                new ImageShape(300, 310, 1), 3,
                new ImageShape(100, 900, 1), 1),
            1,
            32);
    assertEquals("32x32x1", mixed.format().shape().toString());
    assertEquals(
        "pictures of 300x300 to 300x310 pixels (height x width) are brought to 32x32x1; --image"
            + " chooses another size",
        new PictureSize(
                Map.of(new ImageShape(300, 300, 1), 3, new ImageShape(300, 310, 1), 3), 1, 32)
            .remark());
    assertTrue(mixed.changes());
    assertFalse(of(28, 28).changes());
  }

  @Test
  void sizesAreToldInTheSameDigitsEverywhere(@TempDir Path folder) throws Exception {
    writeOfTwoSizes(folder);
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      String message =
          assertThrows(
                  IOException.class,
                  () -> ImageSource.detect(folder).read(ImageReading.asTheyAre()))
              .getMessage();
      assertTrue(message.contains("such as 90x120"), message);
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  private static void writeOfTwoSizes(Path folder) throws IOException {
    for (String name : new String[] {"cat", "dog"}) {
      Path inside = Files.createDirectory(folder.resolve(name));
      for (int i = 0; i < 2; i++) {
        ImageIO.write(
            new BufferedImage(120 + i, 90, BufferedImage.TYPE_INT_RGB),
            "png",
            inside.resolve(i + ".png").toFile());
      }
    }
  }

  @Test
  void picturesOfDifferentSizesAreReadInOne(@TempDir Path folder) throws Exception {
    writeOfTwoSizes(folder);
    ImageSet images = ImageSource.detect(folder).read(ImageReading.chosen(32, ImageFit.CROP));
    assertEquals(new ImageShape(32, 44, 3), images.format().shape());
    assertTrue(
        images.remarks().stream().anyMatch(line -> line.contains("are brought to 32x44x3")),
        images.remarks().toString());
  }
}
