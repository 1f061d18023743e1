package io.github.tribuopnas.search.trial;

/** How a trial ended. */
public enum TrialStatus {
  /** Trained and measured. */
  COMPLETE,
  /** Stopped before its end, since it promised little; what it measured does not count. */
  PRUNED,
  /** Ended without an accuracy that counts; its {@link Failure} and the reason tell why. */
  FAILED
}
