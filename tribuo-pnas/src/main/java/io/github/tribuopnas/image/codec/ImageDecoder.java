package io.github.tribuopnas.image.codec;

import io.github.tribuopnas.image.ImageFormat;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG, JPEG, GIF (the first frame), BMP and WebP. The kind is found by the first bytes of
 * the file, not by its name, and the size in the header is checked before a pixel is decoded.
 * Transparency is dropped: what counts is the colour that a pixel would have if it were opaque.
 */
final class ImageDecoder {

  /** The most pixels that are decoded: 64 million, a quarter of a gigabyte in memory. */
  static final int MAX_PIXELS = 1 << 26;

  /** The longest side that is decoded. */
  static final int MAX_SIDE = 1 << 15;

  private static final long MAX_NANOS = 30_000_000_000L;

  private ImageDecoder() {}

  /** What to do with a file whose header has been found bearable; the size is the upright one. */
  private interface Action<T> {
    T run(ImageReader reader, int height, int width) throws IOException;
  }

  /** Decides by the size in a header whether the pixels are wanted. */
  interface SizeCheck {
    void accept(int height, int width) throws IOException;
  }

  /** Returns the size of an upright image, and 1 channel if it is grey, else 3. */
  static ImageFormat format(byte[] file) throws IOException {
    return read(
        file,
        (reader, height, width) -> {
          ImageTypeSpecifier type = reader.getImageTypes(0).next();
          return ImageFormat.of(height, width, isGrey(type.getColorModel()) ? 1 : 3);
        });
  }

  /**
   * Decodes an image and turns it upright.
   *
   * @param file the bytes of the file
   * @param channels 1 for the luma, 3 for RGB
   * @param check called with the size before anything is decoded
   * @throws IOException if the bytes are no image, or one that is too large, or damaged
   */
  static DecodedImage decode(byte[] file, int channels, SizeCheck check) throws IOException {
    return read(
        file,
        (reader, height, width) -> {
          check.accept(height, width);
          BufferedImage image = pixels(reader);
          DecodedImage stored = channels == 1 ? grey(image) : rgb(image);
          return ExifOrientation.upright(stored, orientation(file));
        });
  }

  private static <T> T read(byte[] file, Action<T> action) throws IOException {
    ImageKind kind = ImageKind.of(file);
    if (kind == ImageKind.JPEG) {
      JpegScans.check(file);
    } else if (kind == ImageKind.WEBP) {
      RiffLength.check(file);
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName(kind.name()).next();
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(stream, true, true);
      int height = reader.getHeight(0);
      int width = reader.getWidth(0);
      if (!bearable(height, width)) {
        throw new IOException(
            "it claims "
                + height
                + "x"
                + width
                + " pixels; at most "
                + MAX_PIXELS
                + " are decoded, and "
                + MAX_SIDE
                + " in a row");
      }
      boolean turned = ExifOrientation.swapsSides(orientation(file));
      return action.run(reader, turned ? width : height, turned ? height : width);
    } catch (RuntimeException e) {
      // The decoders of the JDK answer some damaged files with whatever index went wrong.
      throw new IOException("it is damaged: " + e, e);
    } finally {
      reader.dispose();
    }
  }

  private static int orientation(byte[] file) throws IOException {
    return ImageKind.of(file) == ImageKind.JPEG
        ? ExifOrientation.of(file)
        : ExifOrientation.UPRIGHT;
  }

  private static BufferedImage pixels(ImageReader reader) throws IOException {
    TimeLimit limit = TimeLimit.start(reader, MAX_NANOS);
    BufferedImage image = reader.read(0);
    if (limit.exceeded()) {
      throw new IOException("decoding it takes longer than 30 seconds");
    }
    return image;
  }

  private static boolean bearable(int height, int width) {
    return height > 0
        && width > 0
        && height <= MAX_SIDE
        && width <= MAX_SIDE
        && (long) height * width <= MAX_PIXELS;
  }

  private static DecodedImage grey(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] values = new byte[height * width];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      readRow(image, y, row);
      for (int x = 0; x < width; x++) {
        values[y * width + x] = (byte) luma(row[x]);
      }
    }
    return new DecodedImage(height, width, 1, values);
  }

  private static DecodedImage rgb(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] values = new byte[height * width * 3];
    int[] row = new int[width];
    int next = 0;
    for (int y = 0; y < height; y++) {
      readRow(image, y, row);
      for (int pixel : row) {
        values[next++] = (byte) (pixel >> 16);
        values[next++] = (byte) (pixel >> 8);
        values[next++] = (byte) pixel;
      }
    }
    return new DecodedImage(height, width, 3, values);
  }

  /** ITU-R 601-2 in fixed point, as most image libraries have it. */
  private static int luma(int rgb) {
    return ((rgb >> 16 & 0xff) * 19595 + (rgb >> 8 & 0xff) * 38470 + (rgb & 0xff) * 7471 + 0x8000)
        >> 16;
  }

  private static boolean isGrey(ColorModel model) {
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  private static void readRow(BufferedImage image, int y, int[] row) {
    if (!isGrey(image.getColorModel())) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      return;
    }
    // getRGB takes grey values for linear light and would brighten them.
    Raster raster = image.getRaster();
    int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    raster.getSamples(0, y, row.length, 1, 0, row);
    for (int x = 0; x < row.length; x++) {
      int value = most == 255 ? row[x] : (row[x] * 255 + most / 2) / most;
      row[x] = value << 16 | value << 8 | value;
    }
  }
}
