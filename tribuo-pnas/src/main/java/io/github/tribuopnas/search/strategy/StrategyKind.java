package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.space.Cell;
import java.util.List;

/** The strategies that have a name, by which the command and configurations choose. */
public enum StrategyKind implements StrategyFactory {
  /** Level by level, each chosen by a surrogate: {@link ProgressiveSearch}. */
  PNAS("pnas") {
    @Override
    public SearchStrategy<Cell> strategy(StrategySetup<Cell> setup) {
      ProgressiveSearch.Builder<Cell> strategy =
          ProgressiveSearch.<Cell>builder()
              .setSpace(setup.space())
              .setSurrogate(setup.surrogate().get())
              .setBeam(setup.options().beam())
              .setSeed(setup.seed())
              .optAcquisition(setup.acquisition())
              .optExploration(setup.options().exploration());
      if (setup.options().firstLevel() > 0) {
        strategy.optFirstLevel(setup.options().firstLevel());
      }
      setup.options().refitEvery().ifPresent(strategy::optBatch);
      return strategy.build();
    }

    @Override
    public List<Integer> trialsByLevel(StrategySetup<Cell> setup) {
      return setup.trialsByLevel();
    }
  },
  /** Uniform draws: {@link RandomSearch}. */
  RANDOM("random") {
    @Override
    public SearchStrategy<Cell> strategy(StrategySetup<Cell> setup) {
      return RandomSearch.<Cell>builder()
          .setSpace(setup.space())
          .setTrials(setup.trials())
          .setSeed(setup.seed())
          .optBatch(setup.options().refitEvery().orElse(setup.trials()))
          .build();
    }
  },
  /** Mutations of the best of a sliding population: {@link RegularizedEvolution}. */
  EVOLUTION("evolution") {
    @Override
    public SearchStrategy<Cell> strategy(StrategySetup<Cell> setup) {
      return RegularizedEvolution.<Cell>builder()
          .setSpace(setup.space())
          .setTrials(setup.trials())
          .setSeed(setup.seed())
          .optBatch(setup.options().refitEvery().orElse(SMALL_BATCH))
          .build();
    }
  },
  /** A controller that learns by the policy gradient: {@link Reinforce}. */
  REINFORCE("reinforce") {
    @Override
    public SearchStrategy<Cell> strategy(StrategySetup<Cell> setup) {
      return Reinforce.<Cell>builder()
          .setSpace(setup.space())
          .setTrials(setup.trials())
          .setSeed(setup.seed())
          .optBatch(setup.options().refitEvery().orElse(SMALL_BATCH))
          .build();
    }
  };

  /** What evolution and the controller ask at a time, unless told otherwise: for two workers. */
  private static final int SMALL_BATCH = 2;

  private static final Registry<StrategyKind> NAMES =
      Registry.of("strategy", values(), StrategyKind::text);

  private final String text;

  StrategyKind(String text) {
    this.text = text;
  }

  /**
   * Returns the name by which the command knows the strategy.
   *
   * @return the name, such as {@code pnas}
   */
  public String text() {
    return text;
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
