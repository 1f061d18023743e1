package io.github.tribuopnas.search;

import io.github.tribuopnas.base.Require;
import java.time.Duration;
import java.util.Objects;

/**
 * How much a search may spend. A search whose budget is spent ends and names what it left undone.
 *
 * @param trials how many trials there may be in all, those of an earlier, interrupted run included;
 *     at least 1
 * @param time how long the search may run, from the call that starts or resumes it; once it is over
 *     no trial starts, and running trials finish
 * @param failuresInARow so many failed trials one after the other, in the order in which they were
 *     asked, stop the search, since they have one cause most likely; at least 1
 */
public record Budget(int trials, Duration time, int failuresInARow) {

  /** So long that it never ends: 292 years. */
  public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  /** No limit at all. */
  public static final Budget UNLIMITED = new Budget(Integer.MAX_VALUE, FOREVER, Integer.MAX_VALUE);

  /**
   * Checks the components.
   *
   * @param trials how many trials there may be in all, those of an earlier, interrupted run
   *     included; at least 1
   * @param time how long the search may run, from the call that starts or resumes it; once it is
   *     over no trial starts, and running trials finish
   * @param failuresInARow so many failed trials one after the other, in the order in which they
   *     were asked, stop the search, since they have one cause most likely; at least 1
   */
  public Budget {
    Require.atLeast("the budget of trials", trials, 1);
    Require.atLeast("the number of failures in a row", failuresInARow, 1);
    Objects.requireNonNull(time, "time");
    if (time.isNegative() || time.isZero() || time.compareTo(FOREVER) > 0) {
      throw new IllegalArgumentException(
          "the budget of time is " + time + "; allowed are times above 0 and up to 292 years");
    }
  }

  /**
   * Returns the same budget with another number of trials.
   *
   * @param number at least 1
   * @return the budget
   */
  public Budget withTrials(int number) {
    return new Budget(number, time, failuresInARow);
  }

  /**
   * Returns the same budget with another time.
   *
   * @param newTime above 0
   * @return the budget
   */
  public Budget withTime(Duration newTime) {
    return new Budget(trials, newTime, failuresInARow);
  }

  /**
   * Returns the same budget with another number of failures.
   *
   * @param number how many failures in a row stop the search, at least 1
   * @return the budget
   */
  public Budget withFailuresInARow(int number) {
    return new Budget(trials, time, number);
  }
}
