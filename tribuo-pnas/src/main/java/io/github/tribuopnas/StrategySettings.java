package io.github.tribuopnas;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.strategy.Acquisition;
import io.github.tribuopnas.search.strategy.ProgressiveSearch;
import io.github.tribuopnas.search.strategy.RandomSearch;
import io.github.tribuopnas.search.strategy.RegularizedEvolution;
import io.github.tribuopnas.search.strategy.Reinforce;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.SurrogateKind;
import io.github.tribuopnas.surrogate.TribuoSurrogate;
import io.github.tribuopnas.surrogate.feature.CellFeatures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/**
 * Decides which cells a search tries. The strategies without levels try as many as the progressive
 * one with the same settings.
 *
 * @param kind the strategy
 * @param beam cells tried at each level after the first
 * @param firstLevel one-block cells tried at the first level; 0 means all
 * @param ask after how many answers the strategy learns from them; 0 leaves that to the strategy
 * @param surrogate the named surrogate
 * @param members trains the surrogate's members in place of the named one's trainer, if present
 * @param acquisition how the beam is chosen from predictions
 * @param exploration the share of each beam for what the rest of it neglects, 0 to 1
 */
record StrategySettings(
    StrategyKind kind,
    int beam,
    int firstLevel,
    int ask,
    SurrogateKind surrogate,
    Optional<Trainer<Regressor>> members,
    Acquisition acquisition,
    double exploration) {

  /** What evolution and the controller ask at a time, unless told otherwise: for two workers. */
  private static final int SMALL_BATCH = 2;

  /**
   * Returns a share of exploration that a progressive search takes, whatever the strategy is.
   *
   * @throws IllegalArgumentException if it is outside 0 to 1
   */
  static double checkedExploration(double share) {
    ProgressiveSearch.<Cell>builder().optExploration(share);
    return share;
  }

  SearchStrategy<Cell> of(CellSpace space, long seed) {
    return switch (kind) {
      case PNAS -> progressive(space, seed);
      case RANDOM ->
          RandomSearch.<Cell>builder()
              .setSpace(space)
              .setTrials(trials(space))
              .setSeed(seed)
              .optBatch(ask > 0 ? ask : trials(space))
              .build();
      case EVOLUTION ->
          RegularizedEvolution.<Cell>builder()
              .setSpace(space)
              .setTrials(trials(space))
              .setSeed(seed)
              .optBatch(ask > 0 ? ask : SMALL_BATCH)
              .build();
      case REINFORCE ->
          Reinforce.<Cell>builder()
              .setSpace(space)
              .setTrials(trials(space))
              .setSeed(seed)
              .optBatch(ask > 0 ? ask : SMALL_BATCH)
              .build();
    };
  }

  private SearchStrategy<Cell> progressive(CellSpace space, long seed) {
    ProgressiveSearch.Builder<Cell> strategy =
        ProgressiveSearch.<Cell>builder()
            .setSpace(space)
            .setSurrogate(surrogate(space, Seeds.derive(seed, "surrogate")))
            .setBeam(beam)
            .setSeed(seed)
            .optAcquisition(acquisition)
            .optExploration(exploration);
    if (firstLevel > 0) {
      strategy.optFirstLevel(firstLevel);
    }
    if (ask > 0) {
      strategy.optBatch(ask);
    }
    return strategy.build();
  }

  private Surrogate<Cell> surrogate(CellSpace space, long seed) {
    if (members.isEmpty()) {
      return surrogate.of(space, seed);
    }
    return TribuoSurrogate.<Cell>builder()
        .setFeatures(new CellFeatures(space))
        .setSeed(seed)
        .optTrainer(members.get())
        .build();
  }

  /** Returns how many cells are tried at each level, from the first. */
  List<Integer> cells(CellSpace space) {
    List<Integer> cells = new ArrayList<>(Collections.nCopies(space.levels(), beam));
    if (kind == StrategyKind.PNAS) {
      cells.set(0, first(space));
    } else {
      Collections.fill(cells, 0);
      cells.set(space.levels() - 1, trials(space));
    }
    return cells;
  }

  private int trials(CellSpace space) {
    return first(space) + (space.levels() - 1) * beam;
  }

  private int first(CellSpace space) {
    int all = space.initial().size();
    return firstLevel > 0 ? Math.min(firstLevel, all) : all;
  }
}
