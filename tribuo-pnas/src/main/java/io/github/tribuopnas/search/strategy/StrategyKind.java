package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;

/**
 * The strategies that have a name, by which the command and configurations choose. {@link
 * io.github.tribuopnas.search.strategy.named.NamedStrategies} makes them.
 */
public enum StrategyKind implements Named {
  /** Level by level, each chosen by a surrogate. */
  PNAS,
  /** Uniform draws. */
  RANDOM,
  /** Mutations of the best of a sliding population. */
  EVOLUTION,
  /** Evolution of a front of several objectives. */
  NSGA2,
  /** A controller that learns by the policy gradient. */
  REINFORCE;

  private static final Registry<StrategyKind> NAMES = Registry.of("strategy", values());

  /**
   * Returns the strategy with a given name: the inverse of {@link #text}.
   *
   * @param text the name
   * @return the strategy
   * @throws IllegalArgumentException if none has that name; the message lists them
   */
  public static StrategyKind parse(String text) {
    return NAMES.parse(text);
  }
}
