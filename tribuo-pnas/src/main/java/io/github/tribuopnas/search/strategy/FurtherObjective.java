package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Objective;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What is searched for besides the first objective, and what predicts it.
 *
 * @param <A> the architecture
 * @param objective the objective; candidates that are predicted to break its limit are not tried
 * @param surrogate makes what predicts its values, which one search alone uses; where these can be
 *     counted, it predicts them exactly, before any fit and with a deviation of 0
 */
public record FurtherObjective<A>(Objective objective, Supplier<Surrogate<A>> surrogate) {

  /**
   * Checks that nothing is missing.
   *
   * @param objective the objective; candidates that are predicted to break its limit are not tried
   * @param surrogate makes what predicts its values, which one search alone uses; where these can
   *     be counted, it predicts them exactly, before any fit and with a deviation of 0
   */
  public FurtherObjective {
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(surrogate, "surrogate");
  }
}
