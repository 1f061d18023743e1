package io.github.tribuopnas.benchmarks.cluster;

/** Ends a search as the loss of its driver does: with what its store holds, and no more. */
final class DriverRestart extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DriverRestart(double hours) {
    super("the driver was restarted after " + hours + " hours");
  }
}
