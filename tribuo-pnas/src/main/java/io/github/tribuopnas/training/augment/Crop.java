package io.github.tribuopnas.training.augment;

import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Require;
import java.util.random.RandomGenerator;

/**
 * Pads an image with black on all sides and cuts its size out again at a random place, so that
 * networks do not learn where things lie to the pixel (the paper's recipe, which cuts 32 from 40).
 *
 * @param padding pixels of black on each side, at least 1
 */
public record Crop(int padding) implements Augmentation {

  /**
   * Checks the padding.
   *
   * @param padding pixels of black on each side, at least 1
   */
  public Crop {
    Require.atLeast("crop padding", padding, 1);
  }

  @Override
  public void apply(WorkingImage image, RandomGenerator random) {
    int down = random.nextInt(-padding, padding + 1);
    int right = random.nextInt(-padding, padding + 1);
    move(image, down, right);
  }

  /** Moves the image up and left by as many pixels. */
  static void move(WorkingImage image, int down, int right) {
    float[] from = image.values();
    float[] to = image.spare();
    int row = image.width() * image.channels();
    int shift = Math.min(Math.abs(right) * image.channels(), row);
    for (int target = 0; target < image.height(); target++) {
      int source = target + down;
      if (source < 0 || source >= image.height()) {
        System.arraycopy(image.black(), 0, to, target * row, row);
      } else if (right >= 0) {
        System.arraycopy(from, source * row + shift, to, target * row, row - shift);
        System.arraycopy(image.black(), 0, to, target * row + row - shift, shift);
      } else {
        System.arraycopy(image.black(), 0, to, target * row, shift);
        System.arraycopy(from, source * row, to, target * row + shift, row - shift);
      }
    }
    image.swap();
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("crop", padding);
  }
}
