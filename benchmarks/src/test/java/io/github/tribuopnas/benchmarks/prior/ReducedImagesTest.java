package io.github.tribuopnas.benchmarks.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReducedImagesTest {

  /** Two channels of three rows and four columns; the second is 100 more everywhere. */
  private static PackedImages image() {
    float[] pixels = new float[24];
    for (int i = 0; i < 12; i++) {
      pixels[2 * i] = i;
      pixels[2 * i + 1] = 100 + i;
    }
    ImageFormat format = ImageFormat.builder().setShape(new ImageShape(3, 4, 2)).build();
    return PackedImages.ofFloats(format, pixels, new int[] {1}, List.of("a", "b"));
  }

  @Test
  void squaresAreAveragedAndWhatIsNoWholeSquareIsLeftOut() {
    PackedImages reduced = ReducedImages.of(image(), 2);
    assertEquals(new ImageShape(1, 2, 2), reduced.format().shape());
    // (0 + 1 + 4 + 5) / 4 and (2 + 3 + 6 + 7) / 4
    assertEquals(2.5f, reduced.value(0, 0));
    assertEquals(4.5f, reduced.value(0, 1));
    assertEquals(102.5f, reduced.value(0, 2));
    assertEquals(104.5f, reduced.value(0, 3));
    assertEquals(1, reduced.label(0));
  }

  @Test
  void smallImagesStayAsTheyAre() {
    PackedImages image = image();
    assertSame(image, ReducedImages.of(image, 4));
  }
}
