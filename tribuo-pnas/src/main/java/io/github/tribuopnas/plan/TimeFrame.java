package io.github.tribuopnas.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * What lies around a search that has a time limit.
 *
 * @param begun when the time began to run
 * @param tests images that the model is tested on when it is trained, which takes time too
 */
public record TimeFrame(Instant begun, int tests) {

  private static final double MILLIS = 1e3;

  /**
   * Begins now.
   *
   * @return a frame without images to test on
   */
  public static TimeFrame fromNow() {
    return new TimeFrame(Instant.now(), 0);
  }

  /**
   * Returns how much time has gone by.
   *
   * @return seconds
   */
  public double elapsed() {
    return Duration.between(begun, Instant.now()).toMillis() / MILLIS;
  }
}
