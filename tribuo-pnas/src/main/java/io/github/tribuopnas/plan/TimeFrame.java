package io.github.tribuopnas.plan;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * What lies around a search that has a time limit.
 *
 * @param nanoTime a clock in nanoseconds from any origin
 * @param begun when the time began to run, by that clock
 * @param tests images that the model is tested on when it is trained, which takes time too
 */
public record TimeFrame(LongSupplier nanoTime, long begun, int tests) {

  private static final double NANOS = 1e9;
  private static final long NANOS_OF_MILLI = 1_000_000;

  /**
   * Begins now.
   *
   * @return a frame without images to test on
   */
  public static TimeFrame fromNow() {
    return new TimeFrame(System::nanoTime, System.nanoTime(), 0);
  }

  /**
   * Begins when the program was started.
   *
   * @param tests images that the model is tested on
   * @return the frame
   */
  public static TimeFrame ofProgram(int tests) {
    long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
    return new TimeFrame(System::nanoTime, System.nanoTime() - NANOS_OF_MILLI * uptime, tests);
  }

  /**
   * Returns how much time has gone by.
   *
   * @return seconds
   */
  public double elapsed() {
    return (nanoTime.getAsLong() - begun) / NANOS;
  }
}
