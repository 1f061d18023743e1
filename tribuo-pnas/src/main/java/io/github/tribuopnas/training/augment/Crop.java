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
public record Crop(int padding) implements Displacement {

  /**
   * Checks the padding.
   *
   * @param padding pixels of black on each side, at least 1
   */
  public Crop {
    Require.atLeast("crop padding", padding, 1);
  }

  @Override
  public void change(Canvas canvas, RandomGenerator random) {
    int down = random.nextInt(-padding, padding + 1);
    int right = random.nextInt(-padding, padding + 1);
    canvas.move(down, right);
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("crop", padding);
  }
}
