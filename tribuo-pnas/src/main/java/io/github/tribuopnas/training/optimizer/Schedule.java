package io.github.tribuopnas.training.optimizer;

import io.github.tribuopnas.base.NamedArguments;

/**
 * How the learning rate falls during training. A schedule is a value: a record whose text form is
 * that of a {@link NamedArguments}. A new one is a record of its own and a line in {@link #parse}.
 */
public interface Schedule {

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
  NamedArguments term();

  /**
   * Reads a schedule.
   *
   * @param text {@code constant}, {@code cosine}, {@code exponential(FACTOR,EPOCHS)} or {@code
   *     step(FACTOR,EPOCH,...)}
   * @return the schedule
   * @throws IllegalArgumentException if there is none of that name, or its numbers are wrong
   */
  static Schedule parse(String text) {
    NamedArguments term = NamedArguments.parse(text);
    return switch (term.name()) {
      case ConstantSchedule.NAME -> ConstantSchedule.of(term);
      case CosineSchedule.NAME -> CosineSchedule.of(term);
      case ExponentialSchedule.NAME -> ExponentialSchedule.of(term);
      case StepSchedule.NAME -> StepSchedule.of(term);
      default ->
          throw term.unknown(
              "schedule",
              ConstantSchedule.NAME,
              CosineSchedule.NAME,
              ExponentialSchedule.FORM,
              StepSchedule.FORM);
    };
  }
}
