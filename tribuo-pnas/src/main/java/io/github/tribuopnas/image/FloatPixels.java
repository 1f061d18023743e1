package io.github.tribuopnas.image;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Any finite numbers, four bytes each, on the heap or in a mapped file. */
record FloatPixels(FloatBuffer values) implements Pixels {

  /** Wraps finite values, else names the first image with another. */
  static FloatPixels of(float[] pixels, ImageFormat format) {
    for (int i = 0; i < pixels.length; i++) {
      if (!Float.isFinite(pixels[i])) {
        throw new IllegalArgumentException(
            "image "
                + i / format.pixels()
                + " holds the value "
                + pixels[i]
                + "; pixels must be finite numbers");
      }
    }
    return new FloatPixels(FloatBuffer.wrap(pixels));
  }

  @Override
  public long length() {
    return values.limit();
  }

  @Override
  public float get(long index) {
    return values.get((int) index);
  }

  @Override
  public void putNormalized(
      long start, int count, ChannelNormalization normalization, FloatBuffer target) {
    int channels = normalization.channels();
    int first = (int) start;
    int end = first + count;
    for (int i = first; i < end; ) {
      for (int c = 0; c < channels; c++, i++) {
        target.put(normalization.apply(c, values.get(i)));
      }
    }
  }

  @Override
  public boolean areBytes() {
    return false;
  }

  @Override
  public void putBytes(long start, int count, ByteBuffer target) {
    throw new IllegalStateException("the values of these images are floats, not bytes");
  }

  @Override
  public void write(long start, int count, DataOutput out) throws IOException {
    int first = (int) start;
    for (int i = first; i < first + count; i++) {
      out.writeFloat(values.get(i));
    }
  }

  @Override
  public double[][] moments(int[] images, int size, int channels) {
    double[][] moments = new double[2][channels];
    double count = (double) images.length * size / channels;
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int image : images) {
        for (int i = image * size + c; i < (image + 1) * size; i += channels) {
          sum += values.get(i);
        }
      }
      double mean = sum / count;
      double squares = 0;
      for (int image : images) {
        for (int i = image * size + c; i < (image + 1) * size; i += channels) {
          squares += (values.get(i) - mean) * (values.get(i) - mean);
        }
      }
      moments[0][c] = mean;
      moments[1][c] = Math.sqrt(squares / count);
    }
    return moments;
  }
}
