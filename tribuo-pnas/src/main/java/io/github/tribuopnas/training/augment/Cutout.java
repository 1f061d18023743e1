package io.github.tribuopnas.training.augment;

import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Grays out a square around a random pixel, as far as it lies inside the image: its values become
 * 0, the mean of the training set (DeVries and Taylor 2017).
 *
 * @param side pixels of a side, at least 1
 */
public record Cutout(int side) implements Augmentation {

  /**
   * Checks the side.
   *
   * @param side pixels of a side, at least 1
   */
  public Cutout {
    Require.atLeast("side of cutout", side, 1);
  }

  @Override
  public void apply(WorkingImage image, RandomGenerator random) {
    cut(image, random.nextInt(image.height()), random.nextInt(image.width()));
  }

  void cut(WorkingImage image, int row, int column) {
    int top = Math.max(row - side / 2, 0);
    int bottom = Math.min(row - side / 2 + side, image.height());
    int left = Math.max(column - side / 2, 0);
    int right = Math.min(column - side / 2 + side, image.width());
    for (int y = top; y < bottom; y++) {
      int start = y * image.width();
      Arrays.fill(
          image.values(), (start + left) * image.channels(), (start + right) * image.channels(), 0);
    }
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("cutout", side);
  }
}
