package io.github.tribuopnas.image.codec;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.function.Consumer;

/**
 * Converts pictures for print, in cyan, magenta, yellow and black, to red, green and blue without a
 * profile: {@code red = (1 - cyan) * (1 - black)}.
 */
final class Inks {

  /** As much ink as there can be. */
  static final int FULL = 255;

  private static final int COUNT = 4;

  private Inks() {}

  /**
   * Returns the pixels as RGB.
   *
   * @param raster four inks a pixel, perhaps with alpha after them, which is ignored
   * @param inks makes the four values of a pixel, brought to 0 to 255, amounts of ink
   */
  static BufferedImage rgb(Raster raster, Consumer<int[]> inks) {
    int height = raster.getHeight();
    int width = raster.getWidth();
    int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixel = new int[raster.getNumBands()];
    int[] values = new int[COUNT];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.getPixel(raster.getMinX() + x, raster.getMinY() + y, pixel);
        for (int i = 0; i < COUNT; i++) {
          values[i] = (pixel[i] * FULL + most / 2) / most;
        }
        inks.accept(values);
        image.setRGB(x, y, rgb(values));
      }
    }
    return image;
  }

  private static int rgb(int[] inks) {
    int light = FULL - inks[COUNT - 1];
    int rgb = 0;
    for (int i = 0; i < COUNT - 1; i++) {
      rgb = rgb << 8 | ((FULL - inks[i]) * light + FULL / 2) / FULL;
    }
    return rgb;
  }
}
