package io.github.tribuopnas.search;

import static io.github.tribuopnas.search.StrategySetups.OPTIONS;
import static io.github.tribuopnas.search.StrategySetups.completed;
import static io.github.tribuopnas.search.StrategySetups.ofTwo;
import static io.github.tribuopnas.search.StrategySetups.underALimit;

import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.search.strategy.baseline.TwoRungs;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.SearchStrategyContract;
import org.junit.jupiter.api.Nested;

/** Holds strategies that train the same architecture for longer to what all promise. */
class RungsContractTest {

  /** Asks for fewer trials when some fail, since fewer go on. */
  abstract static class OfRungs extends SearchStrategyContract {
    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }

  @Nested
  class ProgressiveForTwoObjectivesHalved extends OfRungs {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          ofTwo(OPTIONS.withFirstLevel(5).withBeam(5), seed),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)"),
          StrategyKind.PNAS);
    }
  }

  @Nested
  class NonDominatedSortingWithALastRung extends OfRungs {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          underALimit(OPTIONS.withFirstLevel(10).withRefitEvery(2), seed),
          new EconomyOptions().withLastRung("longer(2,3)"),
          StrategyKind.NSGA2);
    }
  }

  /** At each level five at two epochs and three at four; then the best two of all at eight. */
  @Nested
  class ProgressiveHalved extends OfRungs {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(5).withBeam(5),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)"),
          StrategyKind.PNAS,
          seed);
    }
  }

  /** Sixteen at two epochs, eight at four, two at eight. */
  @Nested
  class RandomHalved extends OfRungs {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(6).withBeam(5),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)"),
          StrategyKind.RANDOM,
          seed);
    }
  }

  /** Races of three: each three at two epochs, two at four; the best two of all at eight. */
  @Nested
  class ProgressiveHalvedAhead extends OfRungs {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(3).withBeam(6).withRefitEvery(3).withAhead(6),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,1)"),
          StrategyKind.PNAS,
          seed);
    }
  }

  @Nested
  class RandomHalvedAheadWithACrossedRung extends OfRungs {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(5).withBeam(5).withRefitEvery(4).withAhead(8),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)").withLastRung("crossed(1,3)"),
          StrategyKind.RANDOM,
          seed);
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
  class ProgressiveHalvedWithACrossedRung extends OfRungs {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(4).withBeam(6),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)").withLastRung("crossed(2,3)"),
          StrategyKind.PNAS,
          seed);
    }
  }

  /** Asks again at a higher fidelity. */
  @Nested
  class TwoFidelities extends OfRungs {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      // So many that with a third of them in full it is the budget.
      return new TwoRungs<>(SPACE, 20, seed);
    }
  }
}
