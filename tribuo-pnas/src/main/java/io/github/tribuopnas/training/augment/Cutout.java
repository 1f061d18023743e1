package io.github.tribuopnas.training.augment;

import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Require;
import java.util.random.RandomGenerator;

/**
 * Grays out a square around a random pixel, as far as it lies inside the image: its values become
 * 0, the mean of the training set (DeVries and Taylor 2017).
 *
 * @param side pixels of a side, at least 1
 */
public record Cutout(int side) implements Displacement {

  /**
   * Checks the side.
   *
   * @param side pixels of a side, at least 1
   */
  public Cutout {
    Require.atLeast("side of cutout", side, 1);
  }

  @Override
  public void change(Canvas canvas, RandomGenerator random) {
    cut(canvas, random.nextInt(canvas.height()), random.nextInt(canvas.width()));
  }

  void cut(Canvas canvas, int row, int column) {
    canvas.gray(
        Math.max(row - side / 2, 0),
        Math.min(row - side / 2 + side, canvas.height()),
        Math.max(column - side / 2, 0),
        Math.min(column - side / 2 + side, canvas.width()));
  }

  @Override
  public int grays() {
    return 1;
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("cutout", side);
  }
}
