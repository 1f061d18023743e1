package io.github.tribuopnas.search.strategy.named;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.StrategyFactory;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.baseline.Nsga2;
import io.github.tribuopnas.search.strategy.baseline.RandomSearch;
import io.github.tribuopnas.search.strategy.baseline.RegularizedEvolution;
import io.github.tribuopnas.search.strategy.baseline.Reinforce;
import io.github.tribuopnas.search.strategy.progressive.ProgressiveSearch;
import io.github.tribuopnas.space.Cell;
import java.util.List;

/** Makes the strategies that have a name. */
public final class NamedStrategies {

  private NamedStrategies() {}

  /**
   * Returns what makes the strategies of a kind.
   *
   * @param kind which one
   * @return its factory
   */
  public static StrategyFactory of(StrategyKind kind) {
    return switch (kind) {
      case PNAS -> new Progressive();
      case RANDOM -> RandomSearch::new;
      case EVOLUTION -> RegularizedEvolution::new;
      case NSGA2 -> Nsga2::new;
      case REINFORCE -> Reinforce::new;
    };
  }

  /** The one that goes level by level. */
  private static final class Progressive implements StrategyFactory {

    @Override
    public SearchStrategy<Cell> strategy(StrategySetup<Cell> setup) {
      return new ProgressiveSearch<>(setup);
    }

    @Override
    public List<Integer> trialsByLevel(StrategySetup<Cell> setup) {
      return setup.trialsByLevel();
    }
  }
}
