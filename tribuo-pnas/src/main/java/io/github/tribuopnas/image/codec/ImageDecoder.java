package io.github.tribuopnas.image.codec;

import io.github.tribuopnas.image.ImageFormat;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG, JPEG, GIF (the first frame), BMP, TIFF (the first page) and WebP. The kind is found
 * by the first bytes of the file, not by its name, and the size in the header is checked before a
 * pixel is decoded. What is transparent is laid on a background.
 */
final class ImageDecoder {

  /** The most pixels that are decoded: 64 million, a quarter of a gigabyte in memory. */
  static final int MAX_PIXELS = 1 << 26;

  /** The longest side that is decoded. */
  static final int MAX_SIDE = 1 << 15;

  private static final long MAX_NANOS = 30_000_000_000L;

  private ImageDecoder() {}

  /** What to do with a file whose header is acceptable; the size is the upright one. */
  private interface Action<T> {
    T run(ImageReader reader, int height, int width) throws IOException;
  }

  /** Decides by the size in a header whether the pixels are wanted. */
  interface SizeCheck {
    void accept(int height, int width) throws IOException;
  }

  /** Returns the size of an upright image, and 1 channel if it is gray, else 3. */
  static ImageFormat format(byte[] file) throws IOException {
    return read(
        file,
        (reader, height, width) -> {
          ColorModel colors = reader.getImageTypes(0).next().getColorModel();
          return ImageFormat.of(height, width, PixelRows.isGray(colors) ? 1 : 3);
        });
  }

  /**
   * Decodes an image and turns it upright.
   *
   * @param file the bytes of the file
   * @param channels 1 for the luma, 3 for RGB
   * @param background what shows through
   * @param check called with the size before anything is decoded
   * @throws IOException if the bytes are no image, or one that is too large, or damaged
   */
  static DecodedImage decode(byte[] file, int channels, Background background, SizeCheck check)
      throws IOException {
    return read(
        file,
        (reader, height, width) -> {
          check.accept(height, width);
          PixelRows rows = new PixelRows(pixels(reader, file), background);
          DecodedImage stored = channels == 1 ? rows.gray() : rows.rgb();
          return ExifOrientation.upright(stored, ExifOrientation.of(file));
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
      boolean turned = ExifOrientation.swapsSides(ExifOrientation.of(file));
      return action.run(reader, turned ? width : height, turned ? height : width);
    } catch (RuntimeException e) {
      // The decoders of the JDK throw index errors for some damaged files.
      throw new IOException("it is damaged: " + e, e);
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage pixels(ImageReader reader, byte[] file) throws IOException {
    TimeLimit limit = TimeLimit.start(reader, MAX_NANOS);
    Optional<CmykJpeg> cmyk = CmykJpeg.of(file);
    BufferedImage image = cmyk.isPresent() ? cmyk.get().read(reader) : colors(reader.read(0));
    if (limit.exceeded()) {
      throw new IOException("decoding it takes longer than 30 seconds");
    }
    return image;
  }

  /** Turns inks into colors; files other than JPEG are decoded to the inks that they state. */
  private static BufferedImage colors(BufferedImage image) throws IOException {
    int type = image.getRaster().getTransferType();
    if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
      throw new IOException(
          "its pixels are floating-point numbers, whose white is not known; convert it to 8 or 16"
              + " bits");
    }
    return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK
        ? Inks.rgb(image.getRaster(), inks -> {})
        : image;
  }

  private static boolean bearable(int height, int width) {
    return height > 0
        && width > 0
        && height <= MAX_SIDE
        && width <= MAX_SIDE
        && (long) height * width <= MAX_PIXELS;
  }
}
