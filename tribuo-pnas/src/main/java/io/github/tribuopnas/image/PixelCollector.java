package io.github.tribuopnas.image;

import java.util.List;

/** Gathers the pixels of a known number of images: as bytes as long as all of them are bytes. */
public final class PixelCollector {

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final ImageFormat format;
  private final int[] labels;
  private byte[] bytes;
  private float[] floats;

  public PixelCollector(ImageFormat format, int images) {
    this.format = format;
    this.labels = new int[images];
    this.bytes = new byte[checkedLength(format, images)];
  }

  /** Returns the number of values of so many images. */
  public static int checkedLength(ImageFormat format, long images) {
    long length = images * format.pixels();
    if (length > LARGEST_ARRAY) {
      throw new IllegalArgumentException(
          images
              + " images of "
              + format.size()
              + " hold "
              + length
              + " values, more than the "
              + LARGEST_ARRAY
              + " that fit one array: use fewer or smaller images.");
    }
    return (int) length;
  }

  /** Returns where a CHW index lies in the memory of an image. */
  public static int offset(ImageFormat format, int chwIndex) {
    int plane = format.height() * format.width();
    return chwIndex % plane * format.channels() + chwIndex / plane;
  }

  public void label(int image, int label) {
    labels[image] = label;
  }

  /** Sets a value at an offset into the memory of an image. */
  public void put(int image, int offset, double value) {
    int index = image * format.pixels() + offset;
    if (floats == null && !isByte(value)) {
      widen();
    }
    if (floats == null) {
      bytes[index] = (byte) (int) value;
    } else {
      floats[index] = (float) value;
    }
  }

  private static boolean isByte(double value) {
    return value >= 0 && value <= 255 && value == (int) value;
  }

  private void widen() {
    floats = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      floats[i] = bytes[i] & 0xff;
    }
    bytes = null;
  }

  public PackedImages finish(List<String> classes) {
    return floats == null
        ? PackedImages.ofBytes(format, bytes, labels, classes)
        : PackedImages.ofFloats(format, floats, labels, classes);
  }
}
