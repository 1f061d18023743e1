package io.github.tribuopnas.benchmarks.front;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.benchmarks.nasbench201.Architecture;
import io.github.tribuopnas.benchmarks.nasbench201.LiveEdgeFeatures;
import io.github.tribuopnas.benchmarks.nasbench201.Nasbench201Space;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.FurtherObjective;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.baseline.Nsga2;
import io.github.tribuopnas.search.strategy.baseline.RandomSearch;
import io.github.tribuopnas.search.strategy.progressive.ProgressiveSearch;
import io.github.tribuopnas.surrogate.process.GaussianProcess;
import java.util.List;

/** The searches for accuracy and latency that are compared on NAS-Bench-201. */
enum FrontContestant implements Named {
  /** Progressive search by the expected improvement of the hypervolume. */
  PNAS(3) {
    @Override
    SearchStrategy<Architecture> start(StrategySetup<Architecture> setup) {
      return new ProgressiveSearch<>(setup);
    }

    @Override
    boolean dependsOnSeed() {
      return false;
    }
  },
  /** Progressive search by non-dominated ranks of the predictions, spread by crowding. */
  PNAS_RANKS(3) {
    @Override
    SearchStrategy<Architecture> start(StrategySetup<Architecture> setup) {
      return new ProgressiveSearch<>(setup.withRule(new RankedBeams()));
    }

    @Override
    boolean dependsOnSeed() {
      return false;
    }
  },
  /** Random search. */
  RANDOM(1) {
    @Override
    SearchStrategy<Architecture> start(StrategySetup<Architecture> setup) {
      return new RandomSearch<>(setup);
    }
  },
  /** NSGA-II, population 20, a child at a time. */
  NSGA2(1) {
    @Override
    SearchStrategy<Architecture> start(StrategySetup<Architecture> setup) {
      return new Nsga2<>(setup);
    }
  };

  private static final Registry<FrontContestant> NAMES = Registry.of("strategy", values());

  /** Architectures of the level between the first and the last: five fits of what predicts. */
  private static final int BEAM = 15;

  private final int askedAtOnce;

  /** Makes one that learns after so many trials. */
  FrontContestant(int askedAtOnce) {
    this.askedAtOnce = askedAtOnce;
  }

  /** Starts a search. */
  abstract SearchStrategy<Architecture> start(StrategySetup<Architecture> setup);

  /** Whether it makes random choices; if not, one search stands for those of all seeds. */
  boolean dependsOnSeed() {
    return true;
  }

  /** Starts a search of a space for what a race is about. */
  SearchStrategy<Architecture> start(
      FrontRace race, Nasbench201Space space, long seed, int budget) {
    StrategyOptions options = new StrategyOptions().withBeam(BEAM).withRefitEvery(askedAtOnce);
    return start(
        StrategySetup.<Architecture>of(space, options, seed)
            .withObjective(race.accuracy())
            .withSurrogate(FrontContestant::process)
            .withFurther(
                List.of(
                    new FurtherObjective<>(
                        FrontRace.latency(),
                        FurtherObjective.Role.SOUGHT,
                        FrontContestant::process)))
            .withBudget(budget));
  }

  private static GaussianProcess<Architecture> process() {
    return new GaussianProcess<>(new LiveEdgeFeatures());
  }

  /** The contestant of that name. */
  static FrontContestant of(String text) {
    return NAMES.parse(text);
  }
}
