package io.github.tribuopnas.training;

/** Half a cosine from the full rate down to zero, step by step (PNAS, section 5.1). */
public record CosineSchedule() implements Schedule {

  static final String NAME = "cosine";

  static CosineSchedule of(Term term) {
    term.numbers(NAME);
    return new CosineSchedule();
  }

  @Override
  public double factor(long step, long steps, long stepsPerEpoch) {
    return (1 + Math.cos(Math.PI * step / steps)) / 2;
  }

  @Override
  public Term term() {
    return Term.of(NAME);
  }
}
