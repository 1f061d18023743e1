package io.github.tribuopnas.image;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Whole numbers from 0 to 255, one byte each, on the heap or in a mapped file. */
record BytePixels(ByteBuffer values) implements Pixels {

  static final int LEVELS = 256;

  @Override
  public int length() {
    return values.limit();
  }

  @Override
  public float get(int index) {
    return values.get(index) & 0xff;
  }

  @Override
  public void putNormalized(
      int start, int count, ChannelNormalization normalization, FloatBuffer target) {
    float[] table = normalization.byteTable();
    int shift = target.position() - start;
    int end = start + count;
    int channel = 0;
    // Absolute puts and one loop: two to three times as fast as relative ones in two loops.
    for (int i = start; i < end; i++) {
      target.put(shift + i, table[channel + (values.get(i) & 0xff)]);
      channel += LEVELS;
      if (channel == table.length) {
        channel = 0;
      }
    }
    target.position(shift + end);
  }

  @Override
  public boolean areBytes() {
    return true;
  }

  @Override
  public void write(int start, int count, DataOutput out) throws IOException {
    byte[] copy = new byte[count];
    values.get(start, copy);
    out.write(copy);
  }

  @Override
  public double[][] moments(int[] images, int size, int channels) {
    long[][] histogram = new long[channels][LEVELS];
    for (int image : images) {
      int end = (image + 1) * size;
      for (int i = image * size; i < end; ) {
        for (int c = 0; c < channels; c++, i++) {
          histogram[c][values.get(i) & 0xff]++;
        }
      }
    }
    double[][] moments = new double[2][channels];
    double count = (double) images.length * size / channels;
    for (int c = 0; c < channels; c++) {
      moments[0][c] = mean(histogram[c], count);
      moments[1][c] = deviation(histogram[c], count, moments[0][c]);
    }
    return moments;
  }

  private static double mean(long[] histogram, double count) {
    long sum = 0;
    for (int level = 0; level < LEVELS; level++) {
      sum += level * histogram[level];
    }
    return sum / count;
  }

  private static double deviation(long[] histogram, double count, double mean) {
    double squares = 0;
    for (int level = 0; level < LEVELS; level++) {
      squares += histogram[level] * (level - mean) * (level - mean);
    }
    return Math.sqrt(squares / count);
  }
}
