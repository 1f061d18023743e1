package io.github.tribuopnas.search;

import static io.github.tribuopnas.search.StrategySetups.OPTIONS;
import static io.github.tribuopnas.search.StrategySetups.setup;

import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.Sampling;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.baseline.RandomSearch;
import io.github.tribuopnas.search.strategy.baseline.RegularizedEvolution;
import io.github.tribuopnas.search.strategy.baseline.Reinforce;
import io.github.tribuopnas.search.strategy.economy.PatientSearch;
import io.github.tribuopnas.search.strategy.progressive.ProgressiveSearch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.SearchStrategyContract;
import org.junit.jupiter.api.Nested;

/** Holds each strategy to what all promise. */
class SearchStrategyContractTest {

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

  /** Alternates predictions and spread, leaves a level out, and deals its trials. */
  @Nested
  class ProgressiveSkipping extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(
          setup(OPTIONS, seed)
              .withEconomy(
                  new EconomyOptions()
                      .withLevels("1,3")
                      .withTrials(TRIALS)
                      .withSampling(Sampling.SPREAD)));
    }
  }

  @Nested
  class ProgressiveWithoutOneBlock extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(
          setup(OPTIONS, seed)
              .withEconomy(new EconomyOptions().withLevels("2,3").withTrials(TRIALS)));
    }
  }

  /** The next three are asked as soon as no more than four are open. */
  @Nested
  class ProgressiveAhead extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(setup(OPTIONS.withRefitEvery(3).withAhead(4), seed));
    }
  }

  @Nested
  class ProgressiveAheadSkipping extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(
          setup(OPTIONS.withRefitEvery(6).withAhead(8), seed)
              .withEconomy(new EconomyOptions().withLevels("1,3").withTrials(TRIALS)));
    }
  }

  /** So patient that it goes on to the end. */
  @Nested
  class Patient extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      StrategySetup<Cell> setup = setup(OPTIONS.withRefitEvery(3).withAhead(4), seed);
      return new PatientSearch<>(new ProgressiveSearch<>(setup), TRIALS, setup.objectives());
    }
  }

  @Nested
  class RandomAhead extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new RandomSearch<>(setup(OPTIONS.withRefitEvery(4).withAhead(9), seed));
    }
  }
}
