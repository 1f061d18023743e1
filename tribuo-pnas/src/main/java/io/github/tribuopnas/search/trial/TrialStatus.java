package io.github.tribuopnas.search.trial;

/** How a trial ended. */
public enum TrialStatus {
  /** Trained and measured. */
  COMPLETE,
  /** Ended without a result that counts; its {@link Failure} and the reason tell why. */
  FAILED
}
