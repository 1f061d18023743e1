package io.github.tribuopnas.image.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held when it took a picture: the tag 0x0112 in the EXIF data (JEITA CP-3451,
 * 4.6.4), from 1 (upright) to 8.
 */
final class ExifOrientation {

  static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int ENTRY = 12;

  private ExifOrientation() {}

  /** Returns the orientation that a file states, or upright if it states none that makes sense. */
  static int of(byte[] file) {
    return ExifBlock.in(file).map(ExifOrientation::inTiff).orElse(UPRIGHT);
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
    return new DecodedImage(height, width, channels, values, image.transparent());
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
