package io.github.tribuopnas.benchmarks.cluster;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.baseline.RandomSearch;
import io.github.tribuopnas.search.strategy.economy.EconomicalSearch;
import io.github.tribuopnas.search.strategy.progressive.ProgressiveSearch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.TribuoSurrogate;
import io.github.tribuopnas.surrogate.feature.CellFeatures;
import java.util.function.Supplier;

/** Searches that differ in how often all workers wait for the last one. */
enum SearchForm implements Named {
  /** Progressive, levels of two and three blocks: each level is trained whole before the next. */
  LEVELS,
  /** The same, with successive halving at an eighth, a quarter, a half and all of the training. */
  RUNGS,
  /** As {@link #LEVELS}, but asked ahead in parts. */
  LEVELS_AHEAD,
  /** As {@link #RUNGS}, but asked ahead in parts, of which each is a race. */
  RUNGS_AHEAD,
  /** All trials at once: nobody waits before the end, which no other form can better. */
  ONE_BATCH;

  private static final Registry<SearchForm> NAMES = Registry.of("form", values());

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(3).build();
  private static final int EPOCHS = 64;

  static SearchForm parse(String text) {
    return NAMES.parse(text);
  }

  static CellSpace space() {
    return SPACE;
  }

  /** Returns a surrogate that learns from trials. */
  static Surrogate<Cell> learning(long seed) {
    return TribuoSurrogate.<Cell>builder()
        .setFeatures(new CellFeatures(SPACE))
        .setSeed(seed)
        .build();
  }

  /**
   * Returns a new search of the same trials.
   *
   * @param part how many cells are asked together where the search asks ahead
   * @param ahead how many may be open when the next are asked
   * @param surrogate makes what predicts
   */
  SearchStrategy<Cell> strategy(
      int trials, int part, int ahead, Supplier<Surrogate<Cell>> surrogate, long seed) {
    StrategyOptions options = new StrategyOptions();
    if (this == LEVELS_AHEAD || this == RUNGS_AHEAD) {
      options = options.withRefitEvery(part).withAhead(ahead);
    }
    EconomyOptions economy = new EconomyOptions().withLevels("2,3").withTrials(trials);
    StrategySetup<Cell> setup =
        StrategySetup.<Cell>of(SPACE, options, seed).withEpochs(EPOCHS).withSurrogate(surrogate);
    return switch (this) {
      case LEVELS, LEVELS_AHEAD -> new ProgressiveSearch<>(setup.withEconomy(economy));
      case RUNGS, RUNGS_AHEAD -> {
        StrategySetup<Cell> halved =
            setup.withEconomy(economy.withHalving("halving(0.125,0.5,2,100)"));
        yield EconomicalSearch.of(new ProgressiveSearch<>(halved), halved);
      }
      case ONE_BATCH -> new RandomSearch<>(setup.withBudget(trials));
    };
  }
}
