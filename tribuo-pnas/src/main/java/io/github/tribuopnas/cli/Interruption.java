package io.github.tribuopnas.cli;

import io.github.tribuopnas.execution.InterruptSignal;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ctrl-C: pressed once, it stops the search where it is; twice, it ends the process at once. */
final class Interruption {

  /** The status of a process ended by Ctrl-C, as shells know it. */
  static final int STATUS = 130;

  private Interruption() {}

  /** Lets Ctrl-C interrupt the calling thread. */
  static void watch(PrintWriter err) {
    Thread searching = Thread.currentThread();
    AtomicBoolean again = new AtomicBoolean();
    InterruptSignal.handle(
        () -> {
          if (again.getAndSet(true)) {
            Runtime.getRuntime().halt(STATUS);
          }
          err.println("pnas: stopping; press Ctrl-C again to stop at once");
          searching.interrupt();
        });
  }
}
