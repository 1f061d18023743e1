package io.github.tribuopnas.training.engine;

/** Checks once per process that convolutions are computed correctly on this processor. */
public final class OneDnn {

  private OneDnn() {}

  /**
   * Verifies that oneDNN computes correctly.
   *
   * @throws IllegalStateException if it does not, with what to set
   */
  public static void verify() {
    if (Once.FINDING.wrong()) {
      throw new IllegalStateException(Once.FINDING.toString());
    }
  }

  private static final class Once {
    static final OneDnnCheck.Finding FINDING = OneDnnCheck.worst();
  }
}
