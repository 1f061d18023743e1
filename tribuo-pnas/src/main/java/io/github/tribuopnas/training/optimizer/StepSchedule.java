package io.github.tribuopnas.training.optimizer;

import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Require;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Falls by a factor after given epochs.
 *
 * @param factor the factor of each fall, above 0 and at most 1
 * @param epochs after how many epochs, each above 0; at least one
 */
public record StepSchedule(double factor, List<Double> epochs) implements Schedule {

  /**
   * Checks and copies.
   *
   * @param factor the factor of each fall, above 0 and at most 1
   * @param epochs after how many epochs, each above 0; at least one
   */
  public StepSchedule {
    Require.that(
        factor > 0 && factor <= 1, "the schedule's factor", factor, "numbers above 0 up to 1");
    epochs = List.copyOf(epochs);
    Require.that(!epochs.isEmpty(), "the number of the schedule's epochs", 0, "numbers from 1");
    epochs.forEach(epoch -> Require.positive("an epoch of the schedule", epoch));
  }

  @Override
  public double factor(long step, long steps, long stepsPerEpoch) {
    long falls = epochs.stream().filter(epoch -> step >= epoch * stepsPerEpoch).count();
    return Math.pow(factor, falls);
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of(
        "step",
        DoubleStream.concat(
                DoubleStream.of(factor), epochs.stream().mapToDouble(Double::doubleValue))
            .toArray());
  }
}
