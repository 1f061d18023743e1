package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.space.Cell;
import java.util.List;
import java.util.function.Function;

/** The strategies that have a name, by which the command and configurations choose. */
public enum StrategyKind implements Named, StrategyFactory {
  /** Level by level, each chosen by a surrogate: {@link ProgressiveSearch}. */
  PNAS(ProgressiveSearch::new) {
    @Override
    public List<Integer> trialsByLevel(StrategySetup<Cell> setup) {
      return setup.trialsByLevel();
    }
  },
  /** Uniform draws: {@link RandomSearch}. */
  RANDOM(RandomSearch::new),
  /** Mutations of the best of a sliding population: {@link RegularizedEvolution}. */
  EVOLUTION(RegularizedEvolution::new),
  /** Evolution of a front of several objectives: {@link Nsga2}. */
  NSGA2(Nsga2::new),
  /** A controller that learns by the policy gradient: {@link Reinforce}. */
  REINFORCE(Reinforce::new);

  private static final Registry<StrategyKind> NAMES = Registry.of("strategy", values());

  private final Function<StrategySetup<Cell>, SearchStrategy<Cell>> factory;

  StrategyKind(Function<StrategySetup<Cell>, SearchStrategy<Cell>> factory) {
    this.factory = factory;
  }

  @Override
  public SearchStrategy<Cell> strategy(StrategySetup<Cell> setup) {
    return factory.apply(setup);
  }

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
