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
 * @param role whether it is sought, or has to keep its limit only
 * @param surrogate makes what predicts its values, which one search alone uses; where these can be
 *     counted, it predicts them exactly, before any fit and with a deviation of 0
 */
public record FurtherObjective<A>(
    Objective objective, Role role, Supplier<Surrogate<A>> surrogate) {

  /** What an objective is for. */
  public enum Role {
    /** The better it is, the better. */
    SOUGHT,
    /** Within its limit, it does not matter. */
    LIMITED
  }

  /**
   * Checks that nothing is missing.
   *
   * @param objective the objective; candidates that are predicted to break its limit are not tried
   * @param role whether it is sought, or has to keep its limit only
   * @param surrogate makes what predicts its values, which one search alone uses; where these can
   *     be counted, it predicts them exactly, before any fit and with a deviation of 0
   */
  public FurtherObjective {
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(surrogate, "surrogate");
  }
}
