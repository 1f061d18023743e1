package io.github.tribuopnas.cli.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows nothing. */
public final class NoProgress implements ProgressDisplay {

  @Override
  public void start(String task, int steps, Supplier<Optional<Duration>> left) {
    // Nothing is shown.
  }

  @Override
  public void steps(int steps) {
    // Nothing is shown.
  }

  @Override
  public void state(String state) {
    // Nothing is shown.
  }

  @Override
  public void step(String event) {
    // Nothing is shown.
  }

  @Override
  public void finish() {
    // Nothing was shown.
  }
}
