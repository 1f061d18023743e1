package io.github.tribuopnas.training.augment;

import io.github.tribuopnas.base.NamedArguments;
import java.util.random.RandomGenerator;

/** Mirrors half of the images, at random, from left to right. */
public record Flip() implements Displacement {

  @Override
  public void change(Canvas canvas, RandomGenerator random) {
    if (random.nextBoolean()) {
      canvas.mirror();
    }
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("flip");
  }
}
