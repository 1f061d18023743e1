package io.github.tribuopnas.cli.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A display that looks at the time left alone. */
class TimeLeft implements ProgressDisplay {

  private Supplier<Optional<Duration>> left = Optional::empty;

  /** Returns the whole seconds that are left now; empty if that is not known. */
  final Optional<Long> left() {
    return left.get().map(Duration::toSeconds);
  }

  @Override
  public void start(String task, int steps, Supplier<Optional<Duration>> newLeft) {
    left = newLeft;
  }

  @Override
  public void steps(int steps) {
    // Only the time is looked at.
  }

  @Override
  public void state(String state) {
    // Only the time is looked at.
  }

  @Override
  public void step(String event) {
    // Only the time is looked at.
  }

  @Override
  public void finish() {
    // Only the time is looked at.
  }
}
