package io.github.tribuopnas.training.optimizer;

import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Require;

/**
 * A fall by a factor at regular times: 0.97 every 2.4 epochs for ImageNet in the reference code.
 *
 * @param factor what the rate is multiplied by each time, above 0 and at most 1
 * @param epochs epochs between two times, above 0
 */
public record ExponentialSchedule(double factor, double epochs) implements Schedule {

  /**
   * Checks both.
   *
   * @param factor what the rate is multiplied by each time, above 0 and at most 1
   * @param epochs epochs between two times, above 0
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
