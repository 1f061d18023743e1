package io.github.tribuopnas.search;

import io.github.tribuopnas.search.strategy.ProgressiveSearch;
import io.github.tribuopnas.search.strategy.RandomSearch;
import io.github.tribuopnas.search.strategy.RegularizedEvolution;
import io.github.tribuopnas.search.strategy.Reinforce;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.TwoRungs;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.SearchStrategyContract;
import org.junit.jupiter.api.Nested;

/** Holds each strategy to what all promise. */
class SearchStrategyContractTest {

  /** A first level and two beams are as many trials as the suite asks for. */
  private static final StrategyOptions OPTIONS =
      new StrategyOptions()
          .withFirstLevel(12)
          .withBeam(7)
          .withPopulation(8)
          .withControllerUnits(10)
          .withControllerRate(0.01);

  private static StrategySetup<Cell> setup(StrategyOptions options, long seed) {
    return StrategySetup.of(SearchStrategyContract.SPACE, options, seed)
        .withSurrogate(SearchStrategyContract.FractionSurrogate::new);
  }

  @Nested
  class Progressive extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(setup(OPTIONS, seed));
    }
  }

  @Nested
  class ProgressiveRefitted extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(setup(OPTIONS.withRefitEvery(3), seed));
    }
  }

  @Nested
  class ProgressiveByUpperConfidence extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(setup(OPTIONS.withAcquisition("ucb"), seed));
    }
  }

  @Nested
  class ProgressiveByThompson extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(
          setup(OPTIONS.withRefitEvery(2).withAcquisition("thompson"), seed));
    }
  }

  @Nested
  class ProgressiveByBudgetExploring extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(
          setup(OPTIONS.withBeam(4).withRefitEvery(5).withExploration(0.4), seed)
              .withBudget(TRIALS));
    }
  }

  @Nested
  class Random extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new RandomSearch<>(setup(OPTIONS.withRefitEvery(4), seed));
    }
  }

  @Nested
  class Evolution extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new RegularizedEvolution<>(setup(OPTIONS.withRefitEvery(2), seed));
    }
  }

  @Nested
  class Reinforcement extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new Reinforce<>(setup(OPTIONS.withRefitEvery(1), seed));
    }
  }

  @Nested
  class ReinforcementInBatches extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new Reinforce<>(setup(OPTIONS.withRefitEvery(4), seed));
    }
  }

  /** Asks again at a higher fidelity. */
  @Nested
  class TwoFidelities extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      // So many that with a third of them in full it is the budget.
      return new TwoRungs<>(SPACE, 20, seed);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }
}
