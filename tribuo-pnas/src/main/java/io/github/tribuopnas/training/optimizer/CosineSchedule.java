package io.github.tribuopnas.training.optimizer;

import io.github.tribuopnas.base.NamedArguments;

/** Half a cosine from the full rate down to zero, step by step (PNAS, section 5.1). */
public record CosineSchedule() implements Schedule {

  @Override
  public double factor(long step, long steps, long stepsPerEpoch) {
    return (1 + Math.cos(Math.PI * step / steps)) / 2;
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("cosine");
  }
}
