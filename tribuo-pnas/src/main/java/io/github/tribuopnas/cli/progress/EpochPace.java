package io.github.tribuopnas.cli.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How long a training will still take, if its epochs go on as they went so far. */
final class EpochPace {

  private static final double NANOS = 1e9;

  private final LongSupplier nanoTime;
  private final Countdown left;
  private long start;
  private int ended;

  /**
   * Makes a pace of a training that begins now.
   *
   * @param nanoTime a clock in nanoseconds from any origin
   */
  EpochPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    left = new Countdown(nanoTime);
    start();
  }

  /** The training begins now. */
  void start() {
    start = nanoTime.getAsLong();
    ended = 0;
    left.set(Double.NaN);
  }

  /**
   * An epoch ended.
   *
   * @param further how many are to come
   */
  void ended(int further) {
    ended++;
    left.set((nanoTime.getAsLong() - start) / NANOS / ended * further);
  }

  /** Returns the time left; empty before the first epoch ends. */
  Optional<Duration> left() {
    return left.left();
  }
}
