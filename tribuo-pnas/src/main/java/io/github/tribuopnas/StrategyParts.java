package io.github.tribuopnas;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.objective.ServedObjectives;
import io.github.tribuopnas.search.strategy.Acquisition;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.Foresight;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.surrogate.SurrogateFactory;
import io.github.tribuopnas.surrogate.SurrogateSetup;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a trainer makes its strategy of.
 *
 * @param space which cells may be tried
 * @param strategy what decides which are
 * @param economy where trials are, and how long each is trained
 * @param surrogate makes what predicts accuracies
 * @param acquisition chooses beams in place of that of the options
 * @param served what is sought besides accuracy
 */
record StrategyParts(
    SpaceOptions space,
    StrategyOptions strategy,
    EconomyOptions economy,
    SurrogateFactory surrogate,
    Optional<Acquisition> acquisition,
    ServedObjectives served) {

  /**
   * Puts them together.
   *
   * @param seed of the search
   * @param network that of candidates; its own cell does not matter
   * @param delivered likewise, in the size in which a cell is delivered
   */
  StrategySetup<Cell> setup(long seed, NetworkSpec network, NetworkSpec delivered) {
    CellSpace cells = space.space();
    Objective first = economy.objectives().get(0);
    SurrogateSetup surrogates =
        new SurrogateSetup(cells, network, first, Seeds.derive(seed, "surrogate"));
    StrategySetup<Cell> setup =
        StrategySetup.<Cell>of(cells, strategy, seed)
            .withEconomy(economy)
            .withSurrogate(() -> surrogate.surrogate(surrogates))
            .withObjective(first)
            .withFurther(served.further(cells, delivered, Seeds.derive(seed, "objectives")));
    return acquisition.map(setup::withAcquisition).orElse(setup);
  }

  /** Returns what was foreseen of the trials of each level; nothing where nothing was predicted. */
  static SortedMap<Integer, Double> foresight(StrategySetup<Cell> setup, List<Trial<Cell>> trials) {
    return trials.stream().allMatch(trial -> Double.isNaN(trial.proposal().predicted()))
        ? Collections.emptySortedMap()
        : Foresight.byLevel(setup.surrogate().get(), trials, setup.objective());
  }
}
