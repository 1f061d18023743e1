package io.github.tribuopnas.image.codec;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Makes PNG files of packed images, for people to look at. */
public final class ImagePng {

  private ImagePng() {}

  /**
   * Returns an image as a PNG file: in color if it has three channels, else its first channel in
   * gray. The format's maximum is white.
   *
   * @param images the images
   * @param image the number of one of them, from 0
   * @return the file
   */
  public static byte[] of(PackedImages images, int image) {
    ImageFormat format = images.format();
    boolean color = format.channels() == 3;
    BufferedImage picture =
        new BufferedImage(
            format.width(),
            format.height(),
            color ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = picture.getRaster();
    float[] pixels = new float[format.pixels()];
    images.copyRaw(image, pixels);
    int plane = format.height() * format.width();
    for (int band = 0; band < (color ? 3 : 1); band++) {
      for (int i = 0; i < plane; i++) {
        long value = Math.round(255 * pixels[band * plane + i] / format.maximum());
        int clipped = (int) Math.max(0, Math.min(255, value));
        raster.setSample(i % format.width(), i / format.width(), band, clipped);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }
}
