package io.github.tribuopnas;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.execution.ExecutorFactory;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.objective.ServedObjectives;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.StrategyFactory;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.TrainingOptions;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a trainer was set to search with, each named part as what it stands for.
 *
 * @param strategy what the strategy is made of
 * @param strategies makes the strategy
 * @param executors makes what trains candidates
 * @param training the networks and how they are trained
 * @param finals which of them are trained fully
 * @param execution what the search may spend
 */
record SearchParts(
    StrategyParts strategy,
    StrategyFactory strategies,
    ExecutorFactory executors,
    TrainingOptions training,
    FinalOptions finals,
    ExecutionOptions execution) {

  private static final Cell CELL_PLACEHOLDER = Cell.parse("p:identity+pp:identity");

  /** Returns the network of candidates, of no cell that is trained. */
  NetworkSpec network(ImageShape shape, int classes) {
    return training.network(CELL_PLACEHOLDER, shape, classes);
  }

  /** Returns what a strategy is made with that searches for such networks. */
  StrategySetup<Cell> setup(long seed, NetworkSpec network) {
    return strategy
        .setup(seed, network, finals.network(network))
        .withEpochs(training.candidateRecipe(network.image().side()).epochs());
  }

  /** Returns what the search optimizes, the most important first. */
  List<Objective> objectives() {
    return Stream.concat(economy().objectives().stream(), served().objectives().stream()).toList();
  }

  /** Returns how many networks are trained at once. */
  int workers(DeviceChoice choice) {
    return execution.workers(choice, false, () -> 1);
  }

  EconomyOptions economy() {
    return strategy.economy();
  }

  ServedObjectives served() {
    return strategy.served();
  }
}
