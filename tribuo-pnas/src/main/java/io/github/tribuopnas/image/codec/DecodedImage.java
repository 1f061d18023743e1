package io.github.tribuopnas.image.codec;

/**
 * The pixels of one image.
 *
 * @param values unsigned bytes in {@code [height, width, channels]}
 */
public record DecodedImage(int height, int width, int channels, byte[] values) {

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
    return new DecodedImage(newHeight, newWidth, channels, part);
  }
}
