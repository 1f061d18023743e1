package io.github.tribuopnas.benchmarks.prior;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;

/** Images made smaller by averaging squares of pixels. */
final class ReducedImages {

  private ReducedImages() {}

  /**
   * Averages squares of the least whole side that brings images down to a size. Pixels beyond the
   * last whole square are left out.
   *
   * @param images any images
   * @param side the longest side wanted, in pixels
   * @return the images themselves if they are no larger
   */
  static PackedImages of(PackedImages images, int side) {
    int square = (Math.max(images.height(), images.width()) + side - 1) / side;
    return square == 1 ? images : averaged(images, square);
  }

  private static PackedImages averaged(PackedImages images, int square) {
    int height = images.height() / square;
    int width = images.width() / square;
    int channels = images.channels();
    float[] raw = new float[images.format().pixels()];
    float[] pixels = new float[images.size() * height * width * channels];
    int[] labels = new int[images.size()];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = images.label(image);
      images.copyRaw(image, raw);
      int start = image * height * width * channels;
      for (int channel = 0; channel < channels; channel++) {
        for (int y = 0; y < height * square; y++) {
          for (int x = 0; x < width * square; x++) {
            int place = (y / square * width + x / square) * channels + channel;
            pixels[start + place] +=
                raw[(channel * images.height() + y) * images.width() + x] / (square * square);
          }
        }
      }
    }
    ImageFormat format =
        ImageFormat.builder().setShape(new ImageShape(height, width, channels)).build();
    return PackedImages.ofFloats(format, pixels, labels, images.classes());
  }
}
