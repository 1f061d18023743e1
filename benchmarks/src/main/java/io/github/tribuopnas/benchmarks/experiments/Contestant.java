package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.benchmarks.nasbench201.Architecture;
import io.github.tribuopnas.benchmarks.nasbench201.ArchitectureFeatures;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.baseline.RandomSearch;
import io.github.tribuopnas.search.strategy.baseline.RegularizedEvolution;
import io.github.tribuopnas.search.strategy.baseline.Reinforce;
import io.github.tribuopnas.search.strategy.progressive.ProgressiveSearch;
import io.github.tribuopnas.surrogate.TribuoSurrogate;
import io.github.tribuopnas.surrogate.tree.BoostedTreesTrainer;

/** The searches that are compared on NAS-Bench-201. */
enum Contestant implements Named {
  /** Refitted after every three answers, chosen by the upper confidence bound. */
  PNAS {
    @Override
    SearchStrategy<Architecture> start(Race race, int budget) {
      return progressive(race, budget, REFITTED);
    }
  },
  /** As in the paper: a level is asked at once, chosen by the mean; levels are of equal size. */
  PNAS_LEVEL {
    @Override
    boolean dependsOnBudget() {
      return true;
    }

    @Override
    SearchStrategy<Architecture> start(Race race, int budget) {
      return progressive(race, budget, levelByLevel(race, budget));
    }
  },
  /** Random search. */
  RANDOM {
    @Override
    SearchStrategy<Architecture> start(Race race, int budget) {
      return new RandomSearch<>(setup(race, budget, new StrategyOptions().withRefitEvery(1)));
    }
  },
  /** Regularized evolution, population 20, sample 5. */
  EVOLUTION {
    @Override
    SearchStrategy<Architecture> start(Race race, int budget) {
      return new RegularizedEvolution<>(
          setup(race, budget, new StrategyOptions().withRefitEvery(1)));
    }
  },
  /** The paper's baseline. */
  REINFORCE {
    @Override
    SearchStrategy<Architecture> start(Race race, int budget) {
      return new Reinforce<>(setup(race, budget, new StrategyOptions().withRefitEvery(1)));
    }
  },
  /** As PNAS, chosen by the mean. */
  PNAS_MEAN {
    @Override
    SearchStrategy<Architecture> start(Race race, int budget) {
      return progressive(race, budget, REFITTED.withAcquisition("mean"));
    }
  },
  /** As PNAS, chosen by Thompson sampling. */
  PNAS_THOMPSON {
    @Override
    SearchStrategy<Architecture> start(Race race, int budget) {
      return progressive(race, budget, REFITTED.withAcquisition("thompson"));
    }
  },
  /** As PNAS, with a fifth of the places for parts that the beam neglects. */
  PNAS_EXPLORE {
    @Override
    SearchStrategy<Architecture> start(Race race, int budget) {
      return progressive(race, budget, REFITTED.withExploration(0.2));
    }
  },
  /** As PNAS_LEVEL, chosen by the upper confidence bound. */
  PNAS_LEVEL_UCB {
    @Override
    boolean dependsOnBudget() {
      return true;
    }

    @Override
    SearchStrategy<Architecture> start(Race race, int budget) {
      return progressive(race, budget, levelByLevel(race, budget).withAcquisition("ucb"));
    }
  };

  private static final Registry<Contestant> NAMES = Registry.of("strategy", values());

  /** Trials between two fits of the surrogate. */
  private static final int ASKED_AT_ONCE = 3;

  /** Architectures of the levels between the first and the last: five fits. */
  private static final int BEAM = 5 * ASKED_AT_ONCE;

  private static final StrategyOptions REFITTED =
      new StrategyOptions().withBeam(BEAM).withRefitEvery(ASKED_AT_ONCE).withAcquisition("ucb");

  /** Whether what is asked early depends on how much may be asked in all. */
  boolean dependsOnBudget() {
    return false;
  }

  /** Starts a search. */
  abstract SearchStrategy<Architecture> start(Race race, int budget);

  private static StrategySetup<Architecture> setup(Race race, int budget, StrategyOptions options) {
    return StrategySetup.<Architecture>of(race.space(), options, race.seed())
        .withSurrogate(() -> surrogate(race.seed()))
        .withBudget(budget);
  }

  private static SearchStrategy<Architecture> progressive(
      Race race, int budget, StrategyOptions options) {
    return new ProgressiveSearch<>(setup(race, budget, options));
  }

  private static StrategyOptions levelByLevel(Race race, int budget) {
    int furtherLevels = race.space().levels() - 1;
    int afterFirst = budget - race.space().size(1);
    return new StrategyOptions().withBeam(Math.max(1, afterFirst / furtherLevels));
  }

  private static Surrogate<Architecture> surrogate(long seed) {
    return TribuoSurrogate.<Architecture>builder()
        .setFeatures(new ArchitectureFeatures())
        .setSeed(seed)
        .optTrainer(BoostedTreesTrainer.builder().optMinChildWeight(1).optSeed(seed).build())
        .build();
  }

  /** The contestant of that name. */
  static Contestant of(String text) {
    return NAMES.parse(text);
  }
}
