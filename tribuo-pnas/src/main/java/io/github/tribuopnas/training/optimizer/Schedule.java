package io.github.tribuopnas.training.optimizer;

import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Registry;
import java.util.stream.DoubleStream;

/**
 * How the learning rate falls during training. A schedule is a value: a record whose text form is
 * that of a {@link NamedArguments}. A new one is a record of its own and a line in {@link #ALL}.
 */
public interface Schedule {

  /** The schedules by the form in which they are written. */
  Registry<Schedule> ALL =
      Registry.<Schedule>of("schedule")
          .with("constant", numbers -> new ConstantSchedule())
          .with("cosine", numbers -> new CosineSchedule())
          .with("linear", numbers -> new LinearSchedule())
          .with(
              "exponential(FACTOR,EPOCHS)",
              numbers -> new ExponentialSchedule(numbers[0], numbers[1]))
          .with(
              "step(FACTOR,EPOCH,...)",
              numbers ->
                  new StepSchedule(numbers[0], DoubleStream.of(numbers).skip(1).boxed().toList()));

  /**
   * Returns what the recipe's learning rate is multiplied by.
   *
   * @param step the step, from 0
   * @param steps how many there are in all
   * @param stepsPerEpoch how many there are in an epoch
   * @return the factor, 1 at the first step
   */
  double factor(long step, long steps, long stepsPerEpoch);

  /**
   * Returns the text form.
   *
   * @return what {@link #parse} reads
   */
  NamedArguments arguments();

  /**
   * Reads a schedule.
   *
   * @param text {@code constant}, {@code cosine}, {@code linear}, {@code
   *     exponential(FACTOR,EPOCHS)} or {@code step(FACTOR,EPOCH,...)}
   * @return the schedule
   * @throws IllegalArgumentException if there is none of that name, or its numbers are wrong
   */
  static Schedule parse(String text) {
    return ALL.parse(text);
  }
}
