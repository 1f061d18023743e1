package io.github.tribuopnas.image.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How a camera was held when it took a picture: the tag 0x0112 in the EXIF part of a JPEG file
 * (JEITA CP-3451, 4.6.4), from 1 (upright) to 8.
 */
final class ExifOrientation {

  static final int UPRIGHT = 1;

  private static final int START_OF_SCAN = 0xda;
  private static final int APP1 = 0xe1;
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
  private static final int TAG = 0x0112;
  private static final int ENTRY = 12;

  private ExifOrientation() {}

  /** Returns the orientation that a file states, or upright if it states none that makes sense. */
  static int of(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xff) == 0xff) {
      int marker = file[at + 1] & 0xff;
      int length = bytes.getShort(at + 2) & 0xffff;
      int end = at + 2 + length;
      if (marker == START_OF_SCAN || length < 2 || end > file.length) {
        return UPRIGHT;
      }
      if (marker == APP1 && startsWith(file, at + 4, end, EXIF)) {
        return inTiff(bytes.slice(at + 4 + EXIF.length, end - at - 4 - EXIF.length));
      }
      at = end;
    }
    return UPRIGHT;
  }

  private static boolean startsWith(byte[] file, int from, int end, byte[] wanted) {
    return from + wanted.length <= end
        && Arrays.equals(file, from, from + wanted.length, wanted, 0, wanted.length);
  }

  private static int inTiff(ByteBuffer tiff) {
    if (tiff.capacity() < 8) {
      return UPRIGHT;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.capacity() - 2) {
      return UPRIGHT;
    }
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY;
      if (entry + ENTRY > tiff.capacity()) {
        return UPRIGHT;
      }
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** Tells whether height and width change places when the picture is turned upright. */
  static boolean swapsSides(int orientation) {
    return orientation >= 5;
  }

  /** Turns and mirrors a picture so that it is upright. */
  static DecodedImage upright(DecodedImage image, int orientation) {
    if (orientation == UPRIGHT) {
      return image;
    }
    boolean swap = swapsSides(orientation);
    int height = swap ? image.width() : image.height();
    int width = swap ? image.height() : image.width();
    int channels = image.channels();
    byte[] values = new byte[image.values().length];
    int next = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int fromY = sourceRow(orientation, y, x, image);
        int fromX = sourceColumn(orientation, y, x, image);
        for (int c = 0; c < channels; c++) {
          values[next++] = image.values()[(fromY * image.width() + fromX) * channels + c];
        }
      }
    }
    return new DecodedImage(height, width, channels, values);
  }

  private static int sourceRow(int orientation, int y, int x, DecodedImage image) {
    return switch (orientation) {
      case 3, 4 -> image.height() - 1 - y;
      case 5, 8 -> x;
      case 6, 7 -> image.height() - 1 - x;
      default -> y;
    };
  }

  private static int sourceColumn(int orientation, int y, int x, DecodedImage image) {
    return switch (orientation) {
      case 2, 3 -> image.width() - 1 - x;
      case 5, 6 -> y;
      case 7, 8 -> image.width() - 1 - y;
      default -> x;
    };
  }
}
