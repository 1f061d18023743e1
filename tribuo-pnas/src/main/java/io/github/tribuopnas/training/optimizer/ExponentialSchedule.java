package io.github.tribuopnas.training.optimizer;

import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Require;

/**
 * Falls by a factor at regular intervals: 0.97 every 2.4 epochs for ImageNet in the reference code.
 *
 * @param factor the factor of each fall, above 0 and at most 1
 * @param epochs epochs between two falls, above 0
 */
public record ExponentialSchedule(double factor, double epochs) implements Schedule {

  /**
   * Checks both.
   *
   * @param factor the factor of each fall, above 0 and at most 1
   * @param epochs epochs between two falls, above 0
   */
  public ExponentialSchedule {
    Require.that(
        factor > 0 && factor <= 1, "the schedule's factor", factor, "numbers above 0 up to 1");
    Require.positive("the schedule's epochs", epochs);
  }

  @Override
  public double factor(long step, long steps, long stepsPerEpoch) {
    return Math.pow(factor, Math.floor(step / (epochs * stepsPerEpoch)));
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("exponential", factor, epochs);
  }
}
