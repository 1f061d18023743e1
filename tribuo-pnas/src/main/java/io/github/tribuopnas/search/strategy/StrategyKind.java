package io.github.tribuopnas.search.strategy;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The strategies that have a name, by which the command and configurations choose. */
public enum StrategyKind {
  /** Level by level, each chosen by a surrogate: {@link ProgressiveSearch}. */
  PNAS("pnas"),
  /** Uniform draws: {@link RandomSearch}. */
  RANDOM("random"),
  /** Mutations of the best of a sliding population: {@link RegularizedEvolution}. */
  EVOLUTION("evolution"),
  /** A controller that learns by the policy gradient: {@link Reinforce}. */
  REINFORCE("reinforce");

  private final String text;

  StrategyKind(String text) {
    this.text = text;
  }

  /**
   * Returns the name by which the command knows the strategy.
   *
   * @return the name, such as {@code pnas}
   */
  public String text() {
    return text;
  }

  /**
   * Returns the strategy with a given name: the inverse of {@link #text}.
   *
   * @param text the name
   * @return the strategy
   * @throws IllegalArgumentException if none has that name; the message lists them
   */
  public static StrategyKind parse(String text) {
    for (StrategyKind kind : values()) {
      if (kind.text.equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "unknown strategy '"
            + text
            + "'; allowed are "
            + Arrays.stream(values()).map(StrategyKind::text).collect(Collectors.joining(", ")));
  }
}
