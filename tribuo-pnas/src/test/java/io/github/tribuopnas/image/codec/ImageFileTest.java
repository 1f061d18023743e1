package io.github.tribuopnas.image.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageFileTest {

  private static final ImageFormat GRAY = ImageFormat.of(2, 3, 1);
  private static final ImageFormat RGB = ImageFormat.of(2, 3, 3);

  /** The six colors of {@link #colors}, as a browser encodes them. */
  private static final String LOSSLESS_WEBP =
      "UklGRkQAAABXRUJQVlA4TDcAAAAvAkAAAC9ApG0zE6PzD+/wNoQEhGyE/xe8I8i2yUSKf83Pf8CfKEWx"
          + "BwrZRoBTu0fhRC6i/zFeAA==";

  /** 16x8 pixels of gray 100. */
  private static final String LOSSY_WEBP =
      "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoQAAgAAUAmJaQAA3AA/u4DAAA=";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void colorsComeChannelByChannel(String kind) throws IOException {
    Path file = write(colors(), kind);
    assertArrayEquals(
        new float[] {
          255, 0, 0, 10, 40, 70, //
          0, 255, 0, 20, 50, 80, //
          0, 0, 255, 30, 60, 90
        },
        ImageFile.read(file, RGB, ImageFit.EXACT));
  }

  @Test
  void grayIsTheLumaOfItuR601() throws IOException {
    Path file = write(colors(), "png");
    assertArrayEquals(
        new float[] {76, 150, 29, 18, 48, 78}, ImageFile.read(file, GRAY, ImageFit.EXACT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void grayValuesAreNotBrightened(String kind) throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    int[] values = {0, 1, 100, 128, 200, 255};
    image.getRaster().setPixels(0, 0, 3, 2, values);
    Path file = folder.resolve("image." + kind);
    assertTrue(ImageIO.write(image, kind, file.toFile()));
    float[] expected = {0, 1, 100, 128, 200, 255};
    assertArrayEquals(expected, ImageFile.read(file, GRAY, ImageFit.EXACT));
  }

  @Test
  void theColorsOfAGifArePickedFromItsPalette() throws IOException {
    byte[] levels = {0, 1, 100, (byte) 128, (byte) 200, (byte) 255};
    IndexColorModel palette = new IndexColorModel(8, 6, levels, levels, levels);
    BufferedImage image = new BufferedImage(1, 6, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setPixels(0, 0, 1, 6, new int[] {5, 4, 3, 2, 1, 0});
    assertArrayEquals(
        new float[] {255, 200, 128, 100, 1, 0},
        ImageFile.read(write(image, "gif"), ImageFormat.of(6, 1, 1), ImageFit.EXACT));
  }

  @Test
  void sixteenBitGrayIsRoundedToEight() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, 3, 2, new int[] {0, 65535, 257, 32896, 100, 200});
    Path file = folder.resolve("deep.png");
    ImageIO.write(image, "png", file.toFile());
    assertArrayEquals(
        new float[] {0, 255, 1, 128, 0, 1}, ImageFile.read(file, GRAY, ImageFit.EXACT));
  }

  @Test
  void jpegIsReadWithinItsOwnError() throws IOException {
    int[] gray = {100, 100, 100, 100, 100, 100};
    float[] pixels = ImageFile.read(write(colored(gray), "jpg"), RGB, ImageFit.EXACT);
    for (float pixel : pixels) {
      assertEquals(100, pixel, 2);
    }
  }

  @Test
  void losslessWebpIsReadExactly() throws IOException {
    Path file = webp(LOSSLESS_WEBP);
    assertArrayEquals(
        new float[] {
          255, 0, 0, 10, 40, 70, //
          0, 255, 0, 20, 50, 80, //
          0, 0, 255, 30, 60, 90
        },
        ImageFile.read(file, RGB, ImageFit.EXACT));
  }

  @Test
  void lossyWebpIsReadWithinItsOwnError() throws IOException {
    for (float pixel : ImageFile.read(webp(LOSSY_WEBP), ImageFormat.of(8, 16, 1), ImageFit.EXACT)) {
      assertEquals(100, pixel, 3);
    }
  }

  @Test
  void aWebpThatClaimsTooManyPixelsOrIsCutOffIsRefused() throws IOException {
    byte[] whole = Base64.getDecoder().decode(LOSSLESS_WEBP);
    byte[] large = whole.clone();
    // Width and height less one, 14 bits each, after the signature byte.
    Arrays.fill(large, 21, 24, (byte) 0xff);
    large[24] |= 0x0f;
    assertRefused(Files.write(folder.resolve("large.webp"), large), "16384x16384 pixels");
    for (int length = 12; length < whole.length - 4; length++) {
      assertRefused(
          Files.write(folder.resolve("cut.webp"), Arrays.copyOf(whole, length)), "cannot be read");
    }
  }

  private Path webp(String base64) throws IOException {
    return Files.write(folder.resolve("image.webp"), Base64.getDecoder().decode(base64));
  }

  @Test
  void whiteIsTheMaximumOfTheFormat() throws IOException {
    ImageFormat digits =
        ImageFormat.builder().setHeight(2).setWidth(3).setChannels(1).optMaximum(16).build();
    Path file = write(colored(new int[] {0, 255, 51, 0, 0, 0}), "png");
    assertArrayEquals(
        new float[] {0, 16, 3.2f, 0, 0, 0}, ImageFile.read(file, digits, ImageFit.EXACT), 1e-6f);
  }

  @Test
  void anotherSizeIsRefusedWithBothSizes() throws IOException {
    Path file = write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png");
    IOException e =
        assertThrows(IOException.class, () -> ImageFile.read(file, GRAY, ImageFit.EXACT));
    assertTrue(e.getMessage().contains("10x20"), e.getMessage());
    assertTrue(e.getMessage().contains("2x3"), e.getMessage());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void halvingAnImageTakesTheMeanOfItsNeighborhood() throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        int value = 10 * x;
        image.setRGB(x, y, value << 16 | value << 8 | value);
      }
    }
    float[] half = ImageFile.read(write(image, "png"), ImageFormat.of(4, 4, 1), ImageFit.STRETCH);
    // Triangle of radius 2: weights 1 3 3 1; at the edges what is left of it, 3 3 1.
    assertArrayEquals(new float[] {7, 25, 45, 63}, Arrays.copyOf(half, 4));
    assertArrayEquals(half, repeat(Arrays.copyOf(half, 4), 4));
  }

  @Test
  void croppingKeepsTheMiddle() throws IOException {
    BufferedImage image = new BufferedImage(12, 2, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 12; x++) {
      image.setRGB(x, 0, x);
      image.setRGB(x, 1, x);
    }
    float[] pixels = ImageFile.read(write(image, "png"), ImageFormat.of(2, 2, 3), ImageFit.CROP);
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 0, 0, 5, 6, 5, 6}, pixels);
  }

  @Test
  void aConstantImageStaysConstantAtAnySize() throws IOException {
    int[] gray = {77, 77, 77, 77, 77, 77};
    Path file = write(colored(gray), "png");
    for (int side : new int[] {1, 2, 5, 17}) {
      for (float pixel :
          ImageFile.read(file, ImageFormat.of(side, side + 1, 1), ImageFit.STRETCH)) {
        assertEquals(77, pixel);
      }
    }
  }

  @Test
  void aSmallFileThatClaimsFourHundredMillionPixelsCostsNothing() throws IOException {
    Path bomb = folder.resolve("bomb.png");
    Files.write(bomb, png(20_000, 20_000, 10_000));
    assertTrue(Files.size(bomb) < 12_000);
    for (ImageFit fit : ImageFit.values()) {
      long before = allocated();
      IOException e = assertThrows(IOException.class, () -> ImageFile.read(bomb, GRAY, fit));
      assertTrue(allocated() - before < 4_000_000, allocated() - before + " bytes");
      assertTrue(e.getMessage().contains("20000x20000"), e.getMessage());
    }
  }

  /** A claim of 20,000 pixels in each direction is written over the header of a small file. */
  @ParameterizedTest
  @ValueSource(strings = {"bmp", "gif", "jpg"})
  void everyKindIsRefusedByItsHeader(String kind) throws IOException {
    Path file = write(colors(), kind);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    short claim = 20_000;
    switch (kind) {
      case "bmp" -> bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(18, claim).putInt(22, claim);
      case "gif" -> {
        int frame = indexOf(bytes.array(), 0x2c, 0, 0, 0, 0, 3, 0, 2, 0);
        bytes.order(ByteOrder.LITTLE_ENDIAN).putShort(6, claim).putShort(8, claim);
        bytes.putShort(frame + 5, claim).putShort(frame + 7, claim);
      }
      default -> {
        int size = indexOf(bytes.array(), 8, 0, 2, 0, 3) + 1;
        bytes.putShort(size, claim).putShort(size + 2, claim);
      }
    }
    Files.write(file, bytes.array());
    for (ImageFit fit : ImageFit.values()) {
      long before = allocated();
      IOException e = assertThrows(IOException.class, () -> ImageFile.read(file, RGB, fit));
      assertTrue(allocated() - before < 4_000_000, allocated() - before + " bytes");
      // The JDK's reader of BMP refuses the claim itself, without a number.
      String reason = kind.equals("bmp") ? "Invalid width/height" : "20000x20000";
      assertTrue(e.getMessage().contains(reason), e.getMessage());
    }
  }

  private static int indexOf(byte[] bytes, int... wanted) {
    for (int at = 0; ; at++) {
      int same = 0;
      while (same < wanted.length && (bytes[at + same] & 0xff) == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
  }

  @Test
  void aJpegOfTooManyScansIsNotDecoded() throws IOException {
    byte[] whole = Files.readAllBytes(write(colors(), "jpg"));
    int scan = 0;
    while (whole[scan] != (byte) 0xff || whole[scan + 1] != (byte) 0xda) {
      scan++;
    }
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(whole, 0, scan);
    for (int i = 0; i < 101; i++) {
      many.write(whole, scan, whole.length - 2 - scan);
    }
    many.write(whole, whole.length - 2, 2);
    Path file = Files.write(folder.resolve("many.jpg"), many.toByteArray());
    assertRefused(file, "it has 101 scans; at most 100 are decoded");
  }

  @Test
  void whatIsNoImageIsRefused() throws IOException {
    Path text = folder.resolve("text.png");
    Files.writeString(text, "not an image");
    assertRefused(text, "no PNG, JPEG, GIF, BMP, TIFF or WebP");
    Files.write(text, new byte[0]);
    assertRefused(text, "no PNG, JPEG, GIF, BMP, TIFF or WebP");
    byte[] whole = Files.readAllBytes(write(colors(), "png"));
    Path cut = folder.resolve("cut.png");
    // Without its last 24 bytes the file has lost check sums and end mark, but no pixel.
    for (int length = 8; length < whole.length - 24; length++) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertRefused(cut, "cannot be read");
    }
  }

  @Test
  void twoChannelsAreRefused() throws IOException {
    Path file = write(colors(), "png");
    assertThrows(
        IllegalArgumentException.class,
        () -> ImageFile.read(file, ImageFormat.of(2, 3, 2), ImageFit.EXACT));
  }

  private static void assertRefused(Path file, String part) {
    IOException e =
        assertThrows(IOException.class, () -> ImageFile.read(file, RGB, ImageFit.EXACT));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private static float[] repeat(float[] row, int times) {
    float[] all = new float[row.length * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = row[i % row.length];
    }
    return all;
  }

  private Path write(BufferedImage image, String kind) throws IOException {
    Path file = folder.resolve("image." + kind);
    assertTrue(ImageIO.write(image, kind, file.toFile()));
    return file;
  }

  private static BufferedImage colors() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0000);
    image.setRGB(1, 0, 0x00ff00);
    image.setRGB(2, 0, 0x0000ff);
    image.setRGB(0, 1, 10 << 16 | 20 << 8 | 30);
    image.setRGB(1, 1, 40 << 16 | 50 << 8 | 60);
    image.setRGB(2, 1, 70 << 16 | 80 << 8 | 90);
    return image;
  }

  private static BufferedImage colored(int[] gray) {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 6; i++) {
      image.setRGB(i % 3, i / 3, gray[i] << 16 | gray[i] << 8 | gray[i]);
    }
    return image;
  }

  /** Returns a PNG with a header of our choice over so many bytes of pixels. */
  private static byte[] png(int width, int height, int bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream png = new DataOutputStream(out);
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {8, 2, 0, 0, 0});
    chunk(png, "IHDR", header.toByteArray());
    Deflater deflater = new Deflater(Deflater.NO_COMPRESSION);
    deflater.setInput(new byte[bytes]);
    deflater.finish();
    byte[] data = new byte[bytes + 100];
    chunk(png, "IDAT", Arrays.copyOf(data, deflater.deflate(data)));
    deflater.end();
    chunk(png, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(DataOutputStream png, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    png.writeInt(data.length);
    png.write(name);
    png.write(data);
    png.writeInt((int) crc.getValue());
  }
}
