package io.github.tribuopnas.image.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public final class ExifOrientationTest {

  /** The letters of 2 rows of 3 that a camera stored, and how they look upright. */
  @ParameterizedTest
  @CsvSource({
    "1,abc/def",
    "2,cba/fed",
    "3,fed/cba",
    "4,def/abc",
    "5,ad/be/cf",
    "6,da/eb/fc",
    "7,fc/eb/da",
    "8,cf/be/ad"
  })
  void eachOrientationIsTurnedUpright(int orientation, String upright) {
    DecodedImage stored = new DecodedImage(2, 3, 1, new byte[] {'a', 'b', 'c', 'd', 'e', 'f'});
    DecodedImage image = ExifOrientation.upright(stored, orientation);
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < image.height(); y++) {
      text.append(y == 0 ? "" : "/");
      for (int x = 0; x < image.width(); x++) {
        text.append((char) image.at(y, x, 0));
      }
    }
    assertEquals(upright, text.toString());
  }

  @Test
  void theChannelsOfAPixelStayTogether() {
    DecodedImage stored = new DecodedImage(1, 2, 3, new byte[] {1, 2, 3, 4, 5, 6});
    assertArrayEquals(new byte[] {4, 5, 6, 1, 2, 3}, ExifOrientation.upright(stored, 3).values());
  }

  @Test
  void theTagIsFoundInBothByteOrders() throws IOException {
    assertEquals(6, ExifOrientation.of(jpeg(ByteOrder.BIG_ENDIAN, 6)));
    assertEquals(8, ExifOrientation.of(jpeg(ByteOrder.LITTLE_ENDIAN, 8)));
    assertEquals(1, ExifOrientation.of(jpeg(ByteOrder.LITTLE_ENDIAN, 9)));
  }

  /** Any marker may have fill bytes before it (ITU-T T.81, B.1.1.2). */
  @Test
  void theTagIsFoundBehindFillBytes() throws IOException {
    byte[] plain = jpeg(ByteOrder.BIG_ENDIAN, 6);
    byte[] filled = new byte[plain.length + 3];
    System.arraycopy(plain, 0, filled, 0, 8);
    Arrays.fill(filled, 8, 11, (byte) 0xff);
    System.arraycopy(plain, 8, filled, 11, plain.length - 8);
    assertEquals(6, ExifOrientation.of(filled));
  }

  @Test
  void aFileCutOffAnywhereIsTakenAsUpright() throws IOException {
    byte[] whole = jpeg(ByteOrder.BIG_ENDIAN, 6);
    for (int length = 0; length < whole.length; length++) {
      assertEquals(1, ExifOrientation.of(Arrays.copyOf(whole, length)));
    }
  }

  /** Returns the start of a JPEG file with a JFIF part before the EXIF part. */
  public static byte[] jpeg(ByteOrder order, int orientation) throws IOException {
    ByteBuffer tiff = ByteBuffer.allocate(38).order(order);
    tiff.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I'));
    tiff.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I'));
    tiff.putShort((short) 42).putInt(8).putShort((short) 2);
    tiff.putShort((short) 0x0100).putShort((short) 3).putInt(1).putInt(0);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 4, 0, 0});
    out.write(new byte[] {(byte) 0xff, (byte) 0xe1, 0, 2 + 6 + 38, 'E', 'x', 'i', 'f', 0, 0});
    out.write(tiff.array());
    return out.toByteArray();
  }
}
