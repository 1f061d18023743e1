package io.github.tribuopnas.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.base.ImageShape;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.test.Helpers;

final class ImageFormatTest {

  private static final ImageFormat CHW = ImageFormat.of(4, 5, 3);
  private static final ImageFormat HWC =
      ImageFormat.builder()
          .setHeight(4)
          .setWidth(5)
          .setChannels(3)
          .optLayout(PixelLayout.HWC)
          .optFirstIndex(1)
          .build();

  @ParameterizedTest
  @CsvSource({"0,0", "00017,17", "pixel17,17", "x_59,59"})
  void aFeatureIsThePixelOfItsNumber(String name, int index) {
    assertEquals(index, CHW.indexOf(name));
  }

  @Test
  void channelsSideBySideAreTakenApart() {
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 5; x++) {
          int number = 1 + (y * 5 + x) * 3 + c;
          assertEquals(c * 20 + y * 5 + x, HWC.indexOf("p" + number));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pixel", "1x1", "a1b2", "0.5", "12345678901234567890", "٣"})
  void aNameWithoutOneNumberIsRefused(String name) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> CHW.indexOf(name));
    assertTrue(e.getMessage().contains("'" + name + "'"), e.getMessage());
  }

  @Test
  void aNumberOutsideTheImageIsRefusedWithTheRange() {
    Exception high = assertThrows(IllegalArgumentException.class, () -> CHW.indexOf("060"));
    assertEquals(
        "feature '060' has the number 60, but images of 4x5x3 have the features 0 to 59"
            + "; the image size is probably wrong",
        high.getMessage());
    Exception low = assertThrows(IllegalArgumentException.class, () -> HWC.indexOf("0"));
    assertTrue(low.getMessage().contains("features 1 to 60"), low.getMessage());
  }

  @Test
  void namesAndMessagesHaveTheSameDigitsEverywhere() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      Exception e = assertThrows(IllegalArgumentException.class, () -> CHW.indexOf("060"));
      assertTrue(e.getMessage().contains("number 60"), e.getMessage());
      assertEquals("17", FeatureDomain.names(CHW)[17]);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theTextIsHeightWidthChannels() {
    ImageFormat format = ImageFormat.of(ImageShape.parse("28x30x1"));
    assertEquals(ImageFormat.of(28, 30, 1), format);
    assertEquals("28x30x1", format.size());
    assertEquals(840, format.pixels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "28", "28x", "28x30", "28*28*1", "28x28x1x1", "-1x2x3", "999999x1x1"})
  void anotherTextIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ImageShape.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,1,height",
    "1,0,1,width",
    "1,1,0,channels",
    "4097,1,1,height",
    "1,1,65,channels",
    "4096,4096,3,height"
  })
  void aSizeOutsideItsRangeIsRefusedByName(int height, int width, int channels, String field) {
    PropertyException e =
        assertThrows(PropertyException.class, () -> ImageFormat.of(height, width, channels));
    assertEquals(field, e.getProperty());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aMaximumThatIsNoPositiveNumberIsRefused(double maximum) {
    ImageFormat.Builder builder =
        ImageFormat.builder().setHeight(1).setWidth(1).setChannels(1).optMaximum(maximum);
    assertEquals("maximum", assertThrows(PropertyException.class, builder::build).getProperty());
  }

  @Test
  void everyFieldCountsInEquality() {
    ImageFormat same =
        ImageFormat.builder()
            .setHeight(4)
            .setWidth(5)
            .setChannels(3)
            .optLayout(PixelLayout.HWC)
            .optFirstIndex(1)
            .build();
    assertEquals(HWC, same);
    assertEquals(HWC.hashCode(), same.hashCode());
    assertNotEquals(HWC, CHW);
    assertNotEquals(CHW, ImageFormat.of(5, 4, 3));
  }

  @Test
  void itsConfigurationAndProvenanceComeBack() {
    Helpers.testConfigurableRoundtrip(HWC);
    Helpers.testProvenanceMarshalling(HWC.getProvenance());
  }
}
