package io.github.tribuopnas.image.codec;

/**
 * The pixels of one image.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels 1 for gray, 3 for RGB
 * @param values unsigned bytes in {@code [height, width, channels]}
 * @param transparent whether a background shows through a pixel
 */
public record DecodedImage(
    int height, int width, int channels, byte[] values, boolean transparent) {

  /** Describes an opaque image. */
  DecodedImage(int height, int width, int channels, byte[] values) {
    this(height, width, channels, values, false);
  }

  int at(int y, int x, int channel) {
    return values[(y * width + x) * channels + channel] & 0xff;
  }

  /** Returns the part of an image that starts at a row and a column. */
  DecodedImage crop(int top, int left, int newHeight, int newWidth) {
    byte[] part = new byte[newHeight * newWidth * channels];
    int row = newWidth * channels;
    for (int y = 0; y < newHeight; y++) {
      System.arraycopy(values, ((top + y) * width + left) * channels, part, y * row, row);
    }
    return new DecodedImage(newHeight, newWidth, channels, part, transparent);
  }
}
