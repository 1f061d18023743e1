package io.github.tribuopnas.image;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.FloatBuffer;

/** The values of many images in one array of shape {@code [image, height, width, channels]}. */
sealed interface Pixels permits BytePixels, FloatPixels {

  /** Returns the number of values. */
  int length();

  /** Returns the value at an index into the flat array. */
  float get(int index);

  /** Puts the {@code count} values from {@code start} on, normalized, in memory order. */
  void putNormalized(int start, int count, ChannelNormalization normalization, FloatBuffer target);

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

  /** Writes the {@code count} values from {@code start} on. */
  void write(int start, int count, DataOutput out) throws IOException;
}
