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

  /**
   * Moves toward a new estimate, further the more work it was learned from, so that it does not
   * jump when costs turn out different.
   *
   * @param newSeconds seconds from now; NaN changes nothing
   * @param worked seconds of the work that it was learned from; NaN if unknown
   * @param trusted work of this fraction of what is left counts as much as everything known before
   */
  synchronized void approach(double newSeconds, double worked, double trusted) {
    if (Double.isNaN(newSeconds)) {
      return;
    }
    double before = secondsLeft();
    double known = Double.isNaN(worked) ? 0 : worked;
    double share = newSeconds == 0 ? 1 : known / (known + trusted * newSeconds);
    set(Double.isNaN(before) ? newSeconds : before + share * (newSeconds - before));
  }

  private double secondsLeft() {
    return Math.max(seconds - (nanoTime.getAsLong() - since) / NANOS, 0);
  }

  /** Returns the time left, never below 0; empty if unknown. */
  synchronized Optional<Duration> left() {
    if (Double.isNaN(seconds)) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(Math.round(secondsLeft())));
  }
}
