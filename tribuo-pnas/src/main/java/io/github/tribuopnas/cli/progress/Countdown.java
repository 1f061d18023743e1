package io.github.tribuopnas.cli.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** An estimate of the time left, which runs down until the next one. Safe for several threads. */
final class Countdown {

  private static final double NANOS = 1e9;

  private final LongSupplier nanoTime;
  private double seconds = Double.NaN;
  private long since;

  /**
   * Makes a countdown that knows nothing.
   *
   * @param nanoTime a clock in nanoseconds from any origin
   */
  Countdown(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Starts from a new estimate.
   *
   * @param newSeconds seconds from now; NaN if unknown
   */
  synchronized void set(double newSeconds) {
    seconds = newSeconds;
    since = nanoTime.getAsLong();
  }

  /** Returns the time left, never below 0; empty if unknown. */
  synchronized Optional<Duration> left() {
    if (Double.isNaN(seconds)) {
      return Optional.empty();
    }
    double left = seconds - (nanoTime.getAsLong() - since) / NANOS;
    return Optional.of(Duration.ofSeconds(Math.round(Math.max(left, 0))));
  }
}
