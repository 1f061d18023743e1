package io.github.tribuopnas.search;

import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.FurtherObjective;
import io.github.tribuopnas.search.strategy.Nsga2;
import io.github.tribuopnas.search.strategy.ProgressiveSearch;
import io.github.tribuopnas.search.strategy.RandomSearch;
import io.github.tribuopnas.search.strategy.RegularizedEvolution;
import io.github.tribuopnas.search.strategy.Reinforce;
import io.github.tribuopnas.search.strategy.Sampling;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.TwoRungs;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.SearchStrategyContract;
import java.util.List;
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

  /** Of the accuracy, and of a size. */
  private static StrategySetup<Cell> ofTwo(StrategyOptions options, long seed) {
    return setup(options, seed)
        .withFurther(
            List.of(
                new FurtherObjective<>(
                    Objective.minimize(Metrics.PARAMETERS),
                    FurtherObjective.Role.SOUGHT,
                    SearchStrategyContract.FractionSurrogate::new)));
  }

  @Nested
  class ProgressiveForTwoObjectives extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(ofTwo(OPTIONS.withRefitEvery(3), seed));
    }
  }

  @Nested
  class ProgressiveForTwoObjectivesExploring extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(ofTwo(OPTIONS.withExploration(0.4), seed));
    }
  }

  @Nested
  class NonDominatedSorting extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new Nsga2<>(ofTwo(OPTIONS.withRefitEvery(2), seed));
    }
  }

  @Nested
  class NonDominatedSortingByGenerations extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new Nsga2<>(ofTwo(OPTIONS, seed));
    }
  }

  @Nested
  class NonDominatedSortingOfOneObjective extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new Nsga2<>(setup(OPTIONS.withRefitEvery(1), seed));
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

  private static SearchStrategy<Cell> completed(
      StrategyOptions options, EconomyOptions economy, StrategyKind kind, long seed) {
    StrategySetup<Cell> setup = setup(options, seed).withEconomy(economy).withEpochs(8);
    return setup.completed(kind.strategy(setup));
  }

  /** At each level five at two epochs and three at four; then the best two of all at eight. */
  @Nested
  class ProgressiveHalved extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(5).withBeam(5),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)"),
          StrategyKind.PNAS,
          seed);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }

  /** Sixteen at two epochs, eight at four, two at eight. */
  @Nested
  class RandomHalved extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(6).withBeam(5),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)"),
          StrategyKind.RANDOM,
          seed);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
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

  @Nested
  class RandomAhead extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new RandomSearch<>(setup(OPTIONS.withRefitEvery(4).withAhead(9), seed));
    }
  }

  /** Races of three: each three at two epochs, two at four; the best two of all at eight. */
  @Nested
  class ProgressiveHalvedAhead extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(3).withBeam(6).withRefitEvery(3).withAhead(6),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,1)"),
          StrategyKind.PNAS,
          seed);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }

  @Nested
  class RandomHalvedAheadWithACrossedRung extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(5).withBeam(5).withRefitEvery(4).withAhead(8),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)").withLastRung("crossed(1,3)"),
          StrategyKind.RANDOM,
          seed);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }

  @Nested
  class ProgressiveWithALastRung extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(10),
          new EconomyOptions().withLastRung("longer(2,3)"),
          StrategyKind.PNAS,
          seed);
    }
  }

  /** Four, then twice six and three; the best two of all in full, and the same two crossed. */
  @Nested
  class ProgressiveHalvedWithACrossedRung extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(4).withBeam(6),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)").withLastRung("crossed(2,3)"),
          StrategyKind.PNAS,
          seed);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
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
