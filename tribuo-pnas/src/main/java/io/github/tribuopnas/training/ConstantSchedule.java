package io.github.tribuopnas.training;

/** The same rate at every step. */
public record ConstantSchedule() implements Schedule {

  static final String NAME = "constant";

  static ConstantSchedule of(Term term) {
    term.numbers(NAME);
    return new ConstantSchedule();
  }

  @Override
  public double factor(long step, long steps, long stepsPerEpoch) {
    return 1;
  }

  @Override
  public Term term() {
    return Term.of(NAME);
  }
}
