package io.github.tribuopnas.cli.progress;

import java.util.function.LongSupplier;

/** Estimates how long a training will still take, at the pace of its epochs so far. */
final class EpochPace {

  private static final double NANOS = 1e9;

  private final LongSupplier nanoTime;
  private final long start;
  private int ended;

  /**
   * Makes a pace of a training that begins now.
   *
   * @param nanoTime a clock in nanoseconds from any origin
   */
  EpochPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  /** An epoch ended. */
  void ended() {
    ended++;
  }

  /** Returns the seconds that an epoch took on average; NaN before the first ended. */
  double seconds() {
    return ended == 0 ? Double.NaN : (nanoTime.getAsLong() - start) / NANOS / ended;
  }
}
