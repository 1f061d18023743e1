package io.github.tribuopnas.cost;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The processor time of the calling thread, which other programs on the machine lengthen little.
 *
 * @param nanos when it was taken
 */
record ProcessorTime(long nanos) {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double NANOS = 1e9;

  /** Returns the time of the calling thread, or of the wall where a thread's is not known. */
  static ProcessorTime now() {
    return new ProcessorTime(nanosNow());
  }

  /** Returns the seconds that went by on this thread since. */
  double seconds() {
    return (nanosNow() - nanos) / NANOS;
  }

  private static long nanosNow() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
