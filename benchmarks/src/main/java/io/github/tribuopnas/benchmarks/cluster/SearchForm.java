package io.github.tribuopnas.benchmarks.cluster;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.ProgressiveSearch;
import io.github.tribuopnas.search.strategy.RandomSearch;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.TribuoSurrogate;
import io.github.tribuopnas.surrogate.feature.CellFeatures;

/** Searches that differ in how often all workers wait for the last one. */
enum SearchForm implements Named {
  /** Progressive, levels of two and three blocks: each level is trained whole before the next. */
  LEVELS,
  /** The same, with successive halving at an eighth, a quarter, a half and all of the training. */
  RUNGS,
  /**
   * All trials at once: nobody waits before the end. The search has no asynchronous form; this is
   * what one could reach at best.
   */
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

  /** Returns a new search of the same trials. */
  SearchStrategy<Cell> strategy(int trials, long seed) {
    EconomyOptions economy = new EconomyOptions().withLevels("2,3").withTrials(trials);
    StrategySetup<Cell> setup =
        StrategySetup.<Cell>of(SPACE, new StrategyOptions(), seed)
            .withEpochs(EPOCHS)
            .withSurrogate(
                () ->
                    TribuoSurrogate.<Cell>builder()
                        .setFeatures(new CellFeatures(SPACE))
                        .setSeed(seed)
                        .build());
    return switch (this) {
      case LEVELS -> new ProgressiveSearch<>(setup.withEconomy(economy));
      case RUNGS -> {
        StrategySetup<Cell> halved =
            setup.withEconomy(economy.withHalving("halving(0.125,0.5,2,100)"));
        yield halved.completed(new ProgressiveSearch<>(halved));
      }
      case ONE_BATCH -> new RandomSearch<>(setup.withBudget(trials));
    };
  }
}
