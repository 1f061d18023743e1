package io.github.tribuopnas.execution;

import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Trial;
import java.util.EnumSet;
import java.util.Set;

/** Which trials are tried again, the same wherever they run. */
public final class Retries {

  /** Failures that have to do with the process; the same trial may do better in another. */
  private static final Set<Failure> RETRIED =
      EnumSet.of(Failure.CRASH, Failure.TIMEOUT, Failure.OUT_OF_MEMORY);

  private Retries() {}

  /**
   * Tells whether another process might complete a trial.
   *
   * @param trial a trial that has ended
   * @return true if it failed by a cause that lies in its process
   */
  public static boolean mayHelp(Trial<?> trial) {
    return trial.failure().map(RETRIED::contains).orElse(false);
  }
}
