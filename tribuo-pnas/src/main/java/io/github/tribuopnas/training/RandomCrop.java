package io.github.tribuopnas.training;

import io.github.tribuopnas.data.Normalization;
import io.github.tribuopnas.data.PackedImages;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Pads an image with black on all sides and cuts its size out again at a random place, so that
 * networks do not learn where things lie to the pixel (the paper's recipe, which cuts 32 from 40).
 */
final class RandomCrop {

  private final int padding;
  private final int height;
  private final int rowLength;
  private final int channels;
  private final float[] image;
  private final float[] black;
  private final FloatBuffer view;
  private final SplittableRandom random;

  RandomCrop(
      int padding, PackedImages images, Normalization normalization, SplittableRandom random) {
    this.padding = padding;
    this.random = random;
    height = images.height();
    channels = images.channels();
    rowLength = images.width() * channels;
    image = new float[height * rowLength];
    view = FloatBuffer.wrap(image);
    black = new float[rowLength];
    for (int i = 0; i < rowLength; i++) {
      int channel = i % channels;
      black[i] = (float) (-normalization.means()[channel] / normalization.deviations()[channel]);
    }
  }

  /** Returns where an image is written before it is cropped. */
  FloatBuffer image() {
    return view.clear();
  }

  /**
   * Appends a crop of the image.
   *
   * @param target takes {@code [height, width, channels]}
   */
  void appendTo(FloatBuffer target) {
    int down = random.nextInt(-padding, padding + 1);
    int right = random.nextInt(-padding, padding + 1);
    crop(down, right, target);
  }

  /** Appends the image moved up and left by as many pixels. */
  void crop(int down, int right, FloatBuffer target) {
    int shift = Math.min(Math.abs(right) * channels, rowLength);
    for (int row = 0; row < height; row++) {
      int source = row + down;
      if (source < 0 || source >= height) {
        target.put(black);
      } else if (right >= 0) {
        target.put(image, source * rowLength + shift, rowLength - shift);
        target.put(black, 0, shift);
      } else {
        target.put(black, 0, shift);
        target.put(image, source * rowLength, rowLength - shift);
      }
    }
  }
}
