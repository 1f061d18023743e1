package io.github.tribuopnas;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.network.Layout;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.Choice;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.TrainingOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses the networks that final training begins with.
 *
 * @param training the networks and their recipe
 * @param options how many there are
 * @param recipe how they are trained
 * @param run the invocation that trains them
 */
record Finalists(TrainingOptions training, FinalOptions options, Recipe recipe, TrainerRun run) {

  private static final String SEED = "final network ";

  /**
   * Takes the best cells of a search, without those that are clearly worse than the winner; where
   * there are fewer than wanted, the best again, from other first weights. Contenders come last, so
   * that of equals the search's wins; those whose network is among the search's are left out.
   *
   * @param winner the winner
   * @param trials all trials
   * @param objectives what the search optimized
   * @return the finalists, the winner first
   */
  List<Finalist> of(Trial<Cell> winner, List<Trial<Cell>> trials, List<Objective> objectives) {
    Set<Cell> cells = new LinkedHashSet<>();
    cells.add(winner.architecture());
    Choice.rivals(winner, trials, objectives).stream()
        .filter(rival -> !Choice.isClearlyWorse(rival, winner, objectives.get(0)))
        .map(Trial::architecture)
        .forEach(cells::add);
    List<Cell> best = List.copyOf(cells);
    List<Finalist> finalists = new ArrayList<>();
    for (int i = 0; i < options.finalists(); i++) {
      finalists.add(finalist(best.get(i % best.size()), i / best.size()));
    }
    options.contenders().entrySet().stream()
        .map(named -> contender(named.getKey(), named.getValue()))
        .filter(contender -> finalists.stream().noneMatch(contender::hasNetworkOf))
        .forEach(finalists::add);
    return finalists;
  }

  private Finalist contender(String name, Cell cell) {
    return new Finalist(
        name,
        network(cell).withLayout(Layout.DIRECT),
        recipe,
        Seeds.derive(run.seed(SEED + name), cell.toString()));
  }

  private Finalist finalist(Cell cell, int again) {
    long seed = Seeds.derive(run.seed(SEED + again), cell.toString());
    return new Finalist(Finalist.SEARCH, network(cell), recipe, seed);
  }

  private NetworkSpec network(Cell cell) {
    return options.network(training.network(cell, run.shape(), run.classes()));
  }
}
