package io.github.tribuopnas.training.optimizer;

import io.github.tribuopnas.base.NamedArguments;

/** The same rate at every step. */
public record ConstantSchedule() implements Schedule {

  @Override
  public double factor(long step, long steps, long stepsPerEpoch) {
    return 1;
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("constant");
  }
}
