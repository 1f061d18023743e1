package io.github.tribuopnas.image.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TIFF files as scanners and prepress programs write them, made by hand (TIFF 6.0). */
class PictureTiffTest {

  private static final int BLACK_IS_ZERO = 1;
  private static final int SEPARATED = 5;
  private static final int UNSIGNED = 1;
  private static final int FLOAT = 3;
  private static final int SIDE = 2;
  private static final int ENTRIES = 10;

  @TempDir Path folder;

  /** Returns a file of 2x2 pixels that are all alike. */
  private Path file(int photometric, int samples, int bits, int sampleFormat, byte[] pixel)
      throws IOException {
    int directory = 8;
    int bitsAt = directory + 2 + 12 * ENTRIES + 4;
    int pixelsAt = bitsAt + 2 * samples;
    int length = SIDE * SIDE * pixel.length;
    ByteBuffer file = ByteBuffer.allocate(pixelsAt + length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(directory);
    file.putShort((short) ENTRIES);
    entry(file, 256, 3, 1, SIDE);
    entry(file, 257, 3, 1, SIDE);
    entry(file, 258, 3, samples, samples == 1 ? bits : bitsAt);
    entry(file, 259, 3, 1, 1);
    entry(file, 262, 3, 1, photometric);
    entry(file, 273, 4, 1, pixelsAt);
    entry(file, 277, 3, 1, samples);
    entry(file, 278, 3, 1, SIDE);
    entry(file, 279, 4, 1, length);
    entry(file, 339, 3, 1, sampleFormat);
    file.putInt(0);
    for (int i = 0; i < samples; i++) {
      file.putShort((short) bits);
    }
    for (int i = 0; i < SIDE * SIDE; i++) {
      file.put(pixel);
    }
    return Files.write(folder.resolve("picture.tif"), file.array());
  }

  private static void entry(ByteBuffer file, int tag, int type, int count, int value) {
    file.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private static float[] read(Path file, int channels) throws IOException {
    return ImageFile.read(file, ImageFormat.of(SIDE, SIDE, channels), ImageFit.EXACT);
  }

  /** Inks of 20 % black over what leaves 250, 38 and 50 of 255: 200, 30 and 40. */
  @Test
  void inksBecomeColorsWithoutAProfile() throws IOException {
    Path file = file(SEPARATED, 4, 8, UNSIGNED, new byte[] {5, (byte) 217, (byte) 205, 51});
    assertEquals(3, ImageFile.format(file).channels());
    float[] pixels = read(file, 3);
    assertEquals(200, pixels[0], 1);
    assertEquals(30, pixels[4], 1);
    assertEquals(40, pixels[8], 1);
  }

  @Test
  void grayOfManyBitsIsBroughtToEight() throws IOException {
    int value = 120 * 257;
    byte[] pixel = {(byte) value, (byte) (value >> 8)};
    assertEquals(120, read(file(BLACK_IS_ZERO, 1, 16, UNSIGNED, pixel), 1)[0]);
  }

  @Test
  void floatingPointNumbersAreRefusedWithTheReason() throws IOException {
    byte[] half = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.5f).array();
    Path file = file(BLACK_IS_ZERO, 1, 32, FLOAT, half);
    String message = assertThrows(IOException.class, () -> read(file, 1)).getMessage();
    assertTrue(message.contains("floating-point numbers"), message);
    assertTrue(message.contains("convert it to 8 or 16 bits"), message);
  }
}
