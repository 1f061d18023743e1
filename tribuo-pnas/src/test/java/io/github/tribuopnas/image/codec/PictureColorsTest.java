package io.github.tribuopnas.image.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether colors, transparency and orientation of pictures are what people see. */
final class PictureColorsTest {

  /** 2 rows of 3: red, green, blue, and three dark grays of rising value. */
  private static final String LOSSLESS_WEBP =
      "UklGRkQAAABXRUJQVlA4TDcAAAAvAkAAAC9ApG0zE6PzD+/wNoQEhGyE/xe8I8i2yUSKf83Pf8CfKEWx"
          + "BwrZRoBTu0fhRC6i/zFeAA==";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void grayOfFewBitsIsOneChannel(int bits) throws IOException {
    int shades = 1 << bits;
    byte[] levels = new byte[shades];
    for (int i = 0; i < shades; i++) {
      levels[i] = (byte) (255 * i / (shades - 1));
    }
    BufferedImage image =
        new BufferedImage(
            shades,
            1,
            BufferedImage.TYPE_BYTE_BINARY,
            new IndexColorModel(bits, shades, levels, levels, levels));
    for (int x = 0; x < shades; x++) {
      image.getRaster().setSample(x, 0, 0, x);
    }
    Path file = write(image, "png");
    ImageFormat format = ImageFile.format(file);
    assertEquals("1x" + shades + "x1", format.size());
    float[] pixels = ImageFile.read(file, format, ImageFit.EXACT);
    for (int x = 0; x < shades; x++) {
      assertEquals(levels[x] & 0xff, pixels[x]);
    }
  }

  @Test
  void aPaletteWithOneColorIsThreeChannels() throws IOException {
    byte[] gray = {0, 50, 100};
    byte[] other = {0, 50, 101};
    for (byte[] blue : new byte[][] {gray, other}) {
      IndexColorModel palette = new IndexColorModel(8, 3, gray, gray, blue);
      BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
      assertEquals(blue == gray ? 1 : 3, ImageFile.format(write(image, "gif")).channels());
    }
  }

  /** A black square on nothing must not become a black picture. */
  @Test
  void whatIsTransparentIsLaidOnWhiteOrAnotherColor() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xff000000);
    image.setRGB(1, 0, 0x00000000);
    image.setRGB(2, 0, 0x80ff0000);
    Path file = write(image, "png");
    ImageFormat rgb = ImageFormat.of(1, 3, 3);
    // 128 of 255 is opaque: 255 * 127 / 255 = 127 of white shows through red.
    assertArrayEquals(
        new float[] {0, 255, 255, 0, 255, 127, 0, 255, 127},
        ImageFile.read(file, rgb, ImageFit.EXACT));
    DecodedImage onBlue =
        decode(file, new Conversion(rgb, ImageFit.EXACT, Background.parse("#0000ff")));
    assertArrayEquals(new byte[] {0, 0, 0, 0, 0, (byte) 255, (byte) 128, 0, 127}, onBlue.values());
    assertTrue(onBlue.transparent());
    assertArrayEquals(
        new float[] {0, 255, 165},
        ImageFile.read(file, ImageFormat.of(1, 3, 1), ImageFit.EXACT),
        1);
  }

  @Test
  void grayWithAlphaIsLaidOnWhiteToo() throws IOException {
    for (int bits : new int[] {8, 16}) {
      int type = bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
      ComponentColorModel model =
          new ComponentColorModel(
              ColorSpace.getInstance(ColorSpace.CS_GRAY),
              true,
              false,
              Transparency.TRANSLUCENT,
              type);
      WritableRaster raster = model.createCompatibleWritableRaster(3, 1);
      int most = (1 << bits) - 1;
      raster.setPixels(0, 0, 3, 1, new int[] {0, most, 0, 0, most / 5, most});
      Path file = write(new BufferedImage(model, raster, false, null), "png");
      assertEquals(1, ImageFile.format(file).channels());
      assertArrayEquals(
          new float[] {0, 255, 51}, ImageFile.read(file, ImageFormat.of(1, 3, 1), ImageFit.EXACT));
    }
  }

  @Test
  void anAlphaChannelInWhichNothingIsOpaqueMeansNothing() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x000a0b0c);
    Path file = write(image, "png");
    ImageFormat rgb = ImageFormat.of(1, 2, 3);
    DecodedImage decoded = decode(file, new Conversion(rgb, ImageFit.EXACT, Background.WHITE));
    assertArrayEquals(new byte[] {10, 11, 12, 0, 0, 0}, decoded.values());
    assertFalse(decoded.transparent());
  }

  @ParameterizedTest
  @CsvSource({"white,#ffffff", "BLACK,#000000", "#Ff8000,#ff8000"})
  void aBackgroundIsReadAndWritten(String text, String written) {
    assertEquals(written, Background.parse(text).toString());
    assertEquals(Background.parse(text), Background.parse(written));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "red", "#fff", "ff8000", "#rrggbb1", "#gg0000"})
  void anotherBackgroundIsRefused(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Background.parse(text)).getMessage();
    assertTrue(message.contains("'" + text + "'") && message.contains("#rrggbb"), message);
  }

  /** Red 200, green 30, blue 40 in inks: as they are, inverted as by Adobe, and as YCCK. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  void aJpegForPrintHasItsColors(int transform) throws IOException {
    // With black at 20 %: (1 - cyan) * 0.8 * 255 = 200.
    int[] shown = {250, 38, 50};
    int[] inks = new int[4];
    for (int i = 0; i < 3; i++) {
      inks[i] = transform < 0 ? 255 - shown[i] : shown[i];
    }
    inks[3] = transform < 0 ? 51 : 204;
    if (transform == 2) {
      inks = ycck(inks);
    }
    Path file = folder.resolve("print.jpg");
    Files.write(file, withAdobe(fourInks(inks), transform));
    assertEquals(3, ImageFile.format(file).channels());
    float[] pixels = ImageFile.read(file, ImageFormat.of(8, 8, 3), ImageFit.EXACT);
    int[] expected = {200, 30, 40};
    for (int i = 0; i < pixels.length; i++) {
      assertEquals(expected[i / 64], pixels[i], 6);
    }
  }

  /** Luminance and chrominance of what Adobe's inverted inks leave (JFIF 1.02), and black. */
  private static int[] ycck(int[] inks) {
    double r = 255 - inks[0];
    double g = 255 - inks[1];
    double b = 255 - inks[2];
    return new int[] {
      (int) Math.round(0.299 * r + 0.587 * g + 0.114 * b),
      (int) Math.round(128 - 0.168736 * r - 0.331264 * g + 0.5 * b),
      (int) Math.round(128 + 0.5 * r - 0.418688 * g - 0.081312 * b),
      inks[3]
    };
  }

  private static byte[] fourInks(int[] inks) throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
    for (int i = 0; i < 64; i++) {
      raster.setPixel(i % 8, i / 8, inks);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(new IIOImage(raster, null, null));
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] withAdobe(byte[] jpeg, int transform) throws IOException {
    if (transform < 0) {
      return jpeg;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(jpeg, 0, 2);
    out.writeShort(0xffee);
    out.writeShort(14);
    out.writeBytes("Adobe");
    out.writeShort(100);
    out.writeInt(0);
    out.writeByte(transform);
    out.write(jpeg, 2, jpeg.length - 2);
    return bytes.toByteArray();
  }

  /** A stored row of red, green and blue is a column from the top, once turned by 6. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "webp", "tiff"})
  void everyKindWithOrientationIsTurnedUpright(String kind) throws IOException {
    byte[] file =
        switch (kind) {
          case "png" -> pngTurned();
          case "webp" -> webpTurned();
          default -> tiffTurned();
        };
    Path path = Files.write(folder.resolve("turned." + kind), file);
    assertEquals("3x2x3", ImageFile.format(path).size());
    float[] pixels = ImageFile.read(path, ImageFormat.of(3, 2, 3), ImageFit.EXACT);
    // The stored first row becomes the right column.
    assertArrayEquals(
        new float[] {255, 0, 0}, new float[] {pixels[1], pixels[3], pixels[5]}, "red");
    assertArrayEquals(
        new float[] {0, 0, 255}, new float[] {pixels[13], pixels[15], pixels[17]}, "blue");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "webp", "tiff"})
  void aFileCutOffAnywhereHasSomeOrientation(String kind) throws IOException {
    byte[] whole =
        switch (kind) {
          case "png" -> pngTurned();
          case "webp" -> webpTurned();
          default -> tiffTurned();
        };
    assertEquals(6, ExifOrientation.of(whole));
    for (int length = 0; length < whole.length; length++) {
      int orientation = ExifOrientation.of(Arrays.copyOf(whole, length));
      assertTrue(orientation == 1 || orientation == 6, kind + " of " + length);
    }
  }

  /** What follows the head of the APP1 segment. */
  private static byte[] tiffBlock() throws IOException {
    byte[] jpeg = ExifOrientationTest.jpeg(ByteOrder.BIG_ENDIAN, 6);
    return Arrays.copyOfRange(jpeg, jpeg.length - 38, jpeg.length);
  }

  private static byte[] pngTurned() throws IOException {
    byte[] png = bytes(colors(), "png");
    int afterHeader = 8 + 25;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(out);
    data.write(png, 0, afterHeader);
    byte[] block = tiffBlock();
    CRC32 sum = new CRC32();
    sum.update("eXIf".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    sum.update(block);
    data.writeInt(block.length);
    data.writeBytes("eXIf");
    data.write(block);
    data.writeInt((int) sum.getValue());
    data.write(png, afterHeader, png.length - afterHeader);
    return out.toByteArray();
  }

  /** The simple file becomes an extended one: VP8X, the picture, EXIF. */
  private static byte[] webpTurned() throws IOException {
    byte[] simple = Base64.getDecoder().decode(LOSSLESS_WEBP);
    byte[] block = tiffBlock();
    int length = simple.length + 18 + 8 + block.length;
    ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(simple, 0, 4).putInt(length - 8).put(simple, 8, 4);
    file.put("VP8X".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(10).putInt(8);
    file.put(new byte[] {2, 0, 0, 1, 0, 0});
    file.put(simple, 12, simple.length - 12);
    file.put("EXIF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    file.putInt(block.length).put(block);
    return file.array();
  }

  private static byte[] tiffTurned() throws IOException {
    BufferedImage image = colors();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
      TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
      directory.addTIFFField(
          new TIFFField(
              BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ORIENTATION), 6));
      writer.setOutput(stream);
      writer.write(
          null,
          new IIOImage(image, null, directory.getAsMetadata()),
          writer.getDefaultWriteParam());
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage colors() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0000);
    image.setRGB(1, 0, 0x00ff00);
    image.setRGB(2, 0, 0x0000ff);
    return image;
  }

  private static DecodedImage decode(Path file, Conversion conversion) throws IOException {
    return ImageFile.decode(file, Files.readAllBytes(file), conversion);
  }

  private static byte[] bytes(BufferedImage image, String kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, kind, bytes));
    return bytes.toByteArray();
  }

  private Path write(BufferedImage image, String kind) throws IOException {
    return Files.write(folder.resolve("image." + kind), bytes(image, kind));
  }
}
