package io.github.tribuopnas.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the pixels of a known number of images: as bytes while all of them fit bytes. */
public final class PixelCollector {

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final ImageFormat format;
  private final int[] labels;
  private byte[] bytes;
  private float @Nullable [] floats;

  /**
   * Makes room for images that are all black and of class 0 at first.
   *
   * @param format the size of the images
   * @param images how many there are
   * @throws IllegalArgumentException if their values do not fit one array
   */
  public PixelCollector(ImageFormat format, int images) {
    this.format = format;
    this.labels = new int[images];
    this.bytes = new byte[checkedLength(format, images)];
  }

  /**
   * Returns the number of values that images hold together.
   *
   * @param format the size of the images
   * @param images how many there are, at least 0
   * @return images x height x width x channels
   * @throws IllegalArgumentException if so many values do not fit one array
   */
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
              + " that fit one array: use fewer or smaller images");
    }
    return (int) length;
  }

  /**
   * Returns where a value lies in the memory of an image, which is in HWC order.
   *
   * @param format the size of the image
   * @param chwIndex the value's index in CHW order
   * @return its index in HWC order
   */
  public static int offset(ImageFormat format, int chwIndex) {
    int plane = format.height() * format.width();
    return chwIndex % plane * format.channels() + chwIndex / plane;
  }

  /**
   * Sets the class of an image.
   *
   * @param image the number of the image, from 0
   * @param label the index of its class
   */
  public void label(int image, int label) {
    labels[image] = label;
  }

  /**
   * Sets a value of an image.
   *
   * @param image the number of the image, from 0
   * @param offset the value's index in HWC order, see {@link #offset}
   * @param value the value; the first one that is not a whole number from 0 to 255 turns all into
   *     floats
   */
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
    bytes = new byte[0];
  }

  /**
   * Returns the collected images; the collector is not used afterwards.
   *
   * @param classes the names of the classes, in the order of their indices
   * @return the images, as bytes if all values are bytes, else as floats
   */
  public PackedImages finish(List<String> classes) {
    return floats == null
        ? PackedImages.ofBytes(format, bytes, labels, classes)
        : PackedImages.ofFloats(format, floats, labels, classes);
  }
}
