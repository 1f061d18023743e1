package io.github.tribuopnas.execution;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Trial;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which trials are tried again, the same wherever they run: those that failed by a cause which lies
 * in their process.
 *
 * @param limit how often a trial is tried again, at least 0
 */
public record Retries(int limit) {

  private static final Set<Failure> RETRIED =
      EnumSet.of(Failure.CRASH, Failure.TIMEOUT, Failure.OUT_OF_MEMORY);

  /**
   * One attempt of a trial.
   *
   * @param <A> the architecture
   */
  @FunctionalInterface
  public interface Attempt<A> {
    /**
     * Runs the trial once.
     *
     * @return the trial
     * @throws InterruptedException if the thread is interrupted
     */
    Trial<A> run() throws InterruptedException;
  }

  /**
   * Checks the limit.
   *
   * @param limit how often a trial is tried again, at least 0
   * @throws IllegalArgumentException if it is below 0
   */
  public Retries {
    Require.atLeast("retries", limit, 0);
  }

  /**
   * Tells whether another process might complete a trial.
   *
   * @param trial a trial that has ended
   * @return true if it failed by a cause that lies in its process
   */
  public static boolean mayHelp(Trial<?> trial) {
    return trial.failure().map(RETRIED::contains).orElse(false);
  }

  /**
   * Runs a trial until it ends otherwise than by its process, or has no attempt left.
   *
   * @param <A> the architecture
   * @param attempt one attempt
   * @return the last attempt, with its number
   * @throws InterruptedException if the thread is interrupted
   */
  public <A> Trial<A> run(Attempt<A> attempt) throws InterruptedException {
    for (int number = 1; ; number++) {
      Trial<A> trial = attempt.run();
      if (!mayHelp(trial) || number > limit) {
        return trial.withRun(trial.run().withAttempt(number));
      }
    }
  }
}
