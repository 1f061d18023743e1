package io.github.tribuopnas.image;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** The values of many images, of shape {@code [image, height, width, channels]}. */
sealed interface Pixels permits BytePixels, FloatPixels {

  /** Returns the number of values. */
  long length();

  /** Returns the value at an index into the flat values. */
  float get(long index);

  /**
   * Puts the {@code count} values of an image, from {@code start} on, normalized, in memory order.
   */
  void putNormalized(long start, int count, ChannelNormalization normalization, FloatBuffer target);

  /**
   * Returns the mean and the population standard deviation of every channel, as {@code
   * [2][channels]}.
   *
   * @param images the positions of the images to look at
   * @param size values per image
   * @param channels values per pixel
   */
  double[][] moments(int[] images, int size, int channels);

  /** Tells whether a value is kept in a byte. */
  boolean areBytes();

  /** Puts the {@code count} values of an image, from {@code start} on, in memory order. */
  void putBytes(long start, int count, ByteBuffer target);

  /** Writes the {@code count} values of an image, from {@code start} on. */
  void write(long start, int count, DataOutput out) throws IOException;

  /** Puts the values of an image, from {@code start} on, channel by channel. */
  default void putRaw(long start, ImageFormat format, FloatBuffer target) {
    long end = start + format.pixels();
    for (int c = 0; c < format.channels(); c++) {
      for (long i = start + c; i < end; i += format.channels()) {
        target.put(get(i));
      }
    }
  }

  /** Copies the values of an image, from {@code start} on, channel by channel. */
  default void copyRaw(long start, ImageFormat format, float[] target) {
    int next = 0;
    long end = start + format.pixels();
    for (int c = 0; c < format.channels(); c++) {
      for (long i = start + c; i < end; i += format.channels()) {
        target[next++] = get(i);
      }
    }
  }
}
