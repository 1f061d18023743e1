package io.github.tribuopnas.image.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.PixelLayout;
import io.github.tribuopnas.image.TestImages;
import io.github.tribuopnas.image.csv.CsvReading.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvImageDataSourceTest {

  private static final ImageFormat FORMAT = ImageFormat.of(1, 2, 1);

  @TempDir Path folder;

  @Test
  void theLabelStandsAfterOrBeforeThePixels() throws IOException {
    PackedImages last = read("1,2,cat\n3,255,dog\n", "last");
    assertEquals(List.of("cat", "dog"), last.classes());
    assertArrayEquals(new float[] {3, 255}, pixels(last, 1));
    PackedImages first = read("label,pixel0,pixel1\r\n10,1,2\r\n\"9\",3,0.5\r\n", "first");
    assertEquals(List.of("9", "10"), first.classes());
    assertEquals(1, first.label(0));
    assertArrayEquals(new float[] {3, 0.5f}, pixels(first, 1));
  }

  @Test
  void valuesAreInTheOrderOfTheLayout() throws IOException {
    ImageFormat format =
        ImageFormat.builder()
            .setHeight(1)
            .setWidth(2)
            .setChannels(3)
            .optLayout(PixelLayout.HWC)
            .build();
    Path file = Files.writeString(folder.resolve("rgb.csv"), "1,2,3,4,5,6,a\n1,2,3,4,5,6,b");
    CsvImageDataSource source =
        new CsvImageDataSource(file, format, new CsvReading("last", Header.AUTO));
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, pixels(source.images(), 1));
    TestImages.assertMadeAgain(source);
  }

  @Test
  void aFaultyLineIsRefusedByItsNumber() {
    assertRefused("1,2,a\n1,2\n", "line 2, has 2 values");
    assertRefused("1,2,a\n\n1,x,a\n", "line 3, has 'x' in column 2");
    assertRefused("1,2,a\n1,NaN,b\n", "line 2, has the value NaN");
    assertRefused("1,2,a\n1,1e300,b\n", "line 2, has the value 1.0E300");
    assertRefused("1,2,\n", "class name of 0 characters");
    assertRefused("1,2," + "x".repeat(201) + "\n", "class name of 201 characters");
    assertRefused("", "holds no image");
    assertRefused("a,b,c\n", "holds no image");
  }

  private void assertRefused(String text, String part) {
    IOException e = assertThrows(IOException.class, () -> read(text, "last"));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("images.csv"), e.getMessage());
  }

  private PackedImages read(String text, String column) throws IOException {
    Path file = Files.writeString(folder.resolve("images.csv"), text);
    return new CsvImageDataSource(file, FORMAT, new CsvReading(column, Header.AUTO)).images();
  }

  private static float[] pixels(PackedImages images, int image) {
    float[] pixels = new float[images.format().pixels()];
    images.copyRaw(image, pixels);
    return pixels;
  }
}
