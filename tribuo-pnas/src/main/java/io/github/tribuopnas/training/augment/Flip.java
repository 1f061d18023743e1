package io.github.tribuopnas.training.augment;

import io.github.tribuopnas.base.NamedArguments;
import java.util.random.RandomGenerator;

/** Mirrors half of the images, at random, from left to right. */
public record Flip() implements Augmentation {

  @Override
  public void apply(WorkingImage image, RandomGenerator random) {
    if (random.nextBoolean()) {
      mirror(image);
    }
  }

  static void mirror(WorkingImage image) {
    float[] values = image.values();
    int width = image.width();
    int channels = image.channels();
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < width / 2; column++) {
        int left = (row * width + column) * channels;
        int right = (row * width + width - 1 - column) * channels;
        for (int channel = 0; channel < channels; channel++) {
          float swapped = values[left + channel];
          values[left + channel] = values[right + channel];
          values[right + channel] = swapped;
        }
      }
    }
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("flip");
  }
}
