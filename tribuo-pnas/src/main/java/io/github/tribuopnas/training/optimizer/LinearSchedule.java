package io.github.tribuopnas.training.optimizer;

import io.github.tribuopnas.base.NamedArguments;

/**
 * Falls linearly from the full rate to zero, step by step. With a warm-up in front of it, it is one
 * cycle (Smith and Topin, Super-Convergence, 2018).
 */
public record LinearSchedule() implements Schedule {

  @Override
  public double factor(long step, long steps, long stepsPerEpoch) {
    return (double) (steps - step) / steps;
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("linear");
  }
}
