package io.github.tribuopnas.search;

/** How a trial ended. */
public enum TrialStatus {
  /** Trained and measured. */
  COMPLETE,
  /** Ended without an accuracy that counts; the reason tells why. */
  FAILED
}
