package io.github.tribuopnas.image.codec;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The rows of a decoded picture, laid on a background. Some programs write an alpha channel in
 * which nothing is opaque; such a channel means nothing and is ignored.
 */
final class PixelRows {

  private static final int OPAQUE = 255;

  private final BufferedImage image;
  private final Background background;
  private final boolean visible;
  private boolean transparent;

  PixelRows(BufferedImage image, Background background) {
    this.image = image;
    this.background = background;
    this.visible = isVisible(image);
  }

  private static boolean isVisible(BufferedImage image) {
    Raster alpha = image.getAlphaRaster();
    if (alpha == null) {
      return true;
    }
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      alpha.getSamples(alpha.getMinX(), alpha.getMinY() + y, row.length, 1, 0, row);
      for (int value : row) {
        if (value > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells whether all colors are shades of gray. */
  static boolean isGray(ColorModel model) {
    if (model instanceof IndexColorModel palette) {
      for (int i = 0; i < palette.getMapSize(); i++) {
        if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
          return false;
        }
      }
      return true;
    }
    return isLinearGray(model);
  }

  private static boolean isLinearGray(ColorModel model) {
    return !(model instanceof IndexColorModel)
        && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  /** Returns the luma. */
  DecodedImage gray() {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] values = new byte[height * width];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      read(y, row);
      for (int x = 0; x < width; x++) {
        values[y * width + x] = (byte) luma(row[x]);
      }
    }
    return new DecodedImage(height, width, 1, values, transparent);
  }

  /** Returns red, green and blue. */
  DecodedImage rgb() {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] values = new byte[height * width * 3];
    int[] row = new int[width];
    int next = 0;
    for (int y = 0; y < height; y++) {
      read(y, row);
      for (int pixel : row) {
        values[next++] = (byte) (pixel >> 16);
        values[next++] = (byte) (pixel >> 8);
        values[next++] = (byte) pixel;
      }
    }
    return new DecodedImage(height, width, 3, values, transparent);
  }

  /** ITU-R 601-2 in fixed point, as most image libraries have it. */
  private static int luma(int rgb) {
    return ((rgb >> 16 & 0xff) * 19595 + (rgb >> 8 & 0xff) * 38470 + (rgb & 0xff) * 7471 + 0x8000)
        >> 16;
  }

  private void read(int y, int[] row) {
    if (isLinearGray(image.getColorModel())) {
      readGray(y, row);
    } else {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
    }
    if (image.getColorModel().hasAlpha() && visible) {
      for (int x = 0; x < row.length; x++) {
        transparent |= row[x] >>> 24 != OPAQUE;
        row[x] = background.under(row[x]);
      }
    }
  }

  /** Reads the raster, since getRGB takes gray values for linear light and would brighten them. */
  private void readGray(int y, int[] row) {
    samples(y, 0, row);
    int[] alpha = new int[row.length];
    if (image.getColorModel().hasAlpha()) {
      samples(y, 1, alpha);
    }
    for (int x = 0; x < row.length; x++) {
      row[x] = alpha[x] << 24 | row[x] << 16 | row[x] << 8 | row[x];
    }
  }

  /** Reads a band, brought to eight bits. */
  private void samples(int y, int band, int[] row) {
    Raster raster = image.getRaster();
    long most = (1L << raster.getSampleModel().getSampleSize(band)) - 1;
    raster.getSamples(0, y, row.length, 1, band, row);
    for (int x = 0; x < row.length && most != OPAQUE; x++) {
      row[x] = (int) ((Integer.toUnsignedLong(row[x]) * OPAQUE + most / 2) / most);
    }
  }
}
