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

  static final String NAME = "exponential";
  static final String FORM = "exponential(FACTOR,EPOCHS)";

  /**
   * Checks both.
   *
   * @param factor what the rate is multiplied by each time, above 0 and at most 1
   * @param epochs epochs between two times, above 0
   */
  public ExponentialSchedule {
    Require.that(factor > 0 && factor <= 1, "the schedule's factor", factor, "above 0, at most 1");
    Require.positive("the schedule's epochs", epochs);
  }

  static ExponentialSchedule of(NamedArguments term) {
    double[] numbers = term.numbers(FORM);
    return new ExponentialSchedule(numbers[0], numbers[1]);
  }

  @Override
  public double factor(long step, long steps, long stepsPerEpoch) {
    return Math.pow(factor, Math.floor(step / (epochs * stepsPerEpoch)));
  }

  @Override
  public NamedArguments term() {
    return NamedArguments.of(NAME, factor, epochs);
  }
}
