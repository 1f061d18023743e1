package io.github.tribuopnas.image.codec;

import io.github.tribuopnas.image.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads one image file as input for a model. */
public final class ImageFile {

  /** The longest file that is read, in bytes: 256 MiB. */
  public static final long MAX_BYTES = 1L << 28;

  private ImageFile() {}

  /**
   * Reads a PNG, JPEG, GIF (its first frame), BMP, TIFF (its first page) or WebP file; what is
   * transparent is laid on white.
   *
   * @param path the file
   * @param format the size wanted; one channel gives the luma, three give RGB
   * @param fit what to do if the file is of another size
   * @return the pixels in {@code [channels, height, width]}, from 0 for black to {@link
   *     ImageFormat#maximum()} for white
   * @throws IOException if the file cannot be read, is no image, or does not fit; the message names
   *     the file, and both sizes if they differ
   * @throws IllegalArgumentException if the format has neither one nor three channels
   */
  public static float[] read(Path path, ImageFormat format, ImageFit fit) throws IOException {
    return read(path, new Conversion(format, fit, Background.WHITE));
  }

  /**
   * Reads a file as {@link #read(Path, ImageFormat, ImageFit)} does, on any background.
   *
   * @param path the file
   * @param conversion what to make of it
   * @return the pixels in {@code [channels, height, width]}, from 0 for black to {@link
   *     ImageFormat#maximum()} for white
   * @throws IOException if the file cannot be read, is no image, or does not fit
   * @throws IllegalArgumentException if the format has neither one nor three channels
   */
  public static float[] read(Path path, Conversion conversion) throws IOException {
    ImageFormat format = conversion.format();
    DecodedImage image = decode(path, bytes(path), conversion);
    float scale = (float) (format.maximum() / 255);
    float[] pixels = new float[format.pixels()];
    int plane = format.height() * format.width();
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < format.channels(); c++) {
        pixels[c * plane + i] = scale * (image.values()[i * format.channels() + c] & 0xff);
      }
    }
    return pixels;
  }

  /**
   * Returns the size of an image file, which is found without decoding it.
   *
   * @param path the file
   * @return its height and width once it is upright, and one channel if it is gray, else three
   * @throws IOException if the file cannot be read or is no image; the message names it
   */
  public static ImageFormat format(Path path) throws IOException {
    try {
      return ImageDecoder.format(bytes(path));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static IOException unreadable(Path path, IOException e) {
    return new IOException(path + " cannot be read: " + e.getMessage(), e);
  }

  /**
   * Returns the bytes of a file of at most {@link #MAX_BYTES}.
   *
   * @param path the file
   * @return its bytes
   * @throws IOException if the file is longer or cannot be read
   */
  public static byte[] bytes(Path path) throws IOException {
    long length = Files.size(path);
    if (length > MAX_BYTES) {
      throw new IOException(
          path
              + " cannot be read: it is "
              + length
              + " bytes long; at most "
              + MAX_BYTES
              + " are read");
    }
    return Files.readAllBytes(path);
  }

  /**
   * Decodes the bytes of a file and makes them input for a model.
   *
   * @param path where the bytes come from, for messages
   * @param file the bytes of the file
   * @param conversion what to make of them
   * @return the image, of the height, width and channels wanted
   * @throws IOException if the bytes are no image or it does not fit; the message names the file
   * @throws IllegalArgumentException if neither one nor three channels are wanted
   */
  public static DecodedImage decode(Path path, byte[] file, Conversion conversion)
      throws IOException {
    ImageFormat format = conversion.format();
    if (format.channels() != 1 && format.channels() != 3) {
      throw new IllegalArgumentException(
          "image files have 1 channel (gray) or 3 (RGB), not " + format.channels());
    }
    try {
      DecodedImage image =
          ImageDecoder.decode(
              file,
              format.channels(),
              conversion.background(),
              (height, width) -> checkSize(height, width, format, conversion.fit()));
      return Resampling.fit(image, format.height(), format.width(), conversion.fit());
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static void checkSize(int height, int width, ImageFormat format, ImageFit fit)
      throws IOException {
    boolean same = height == format.height() && width == format.width();
    if (fit == ImageFit.EXACT && !same) {
      throw new IOException(
          "it is "
              + height
              + "x"
              + width
              + " pixels (height x width), but "
              + format.height()
              + "x"
              + format.width()
              + " are needed");
    }
  }
}
