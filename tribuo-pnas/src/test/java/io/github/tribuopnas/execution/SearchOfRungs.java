package io.github.tribuopnas.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.Search;
import io.github.tribuopnas.search.SearchListener;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.baseline.RandomSearch;
import io.github.tribuopnas.search.strategy.economy.EconomicalSearch;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A search of halving rungs, asked ahead, whose workers tests kill. */
public final class SearchOfRungs {

  /** The epochs of the full training; the rungs before end after one and two. */
  public static final int EPOCHS = 4;

  /** So many cells are tried; the best go on. */
  public static final int CELLS = 24;

  private SearchOfRungs() {}

  /**
   * Searches, and asserts that each trial is counted once and is the first of its fidelity.
   *
   * @param executor measures; closed by the caller
   * @return all trials, in the order in which they were asked
   */
  public static List<Trial<Cell>> run(TrialExecutor<Cell> executor) throws InterruptedException {
    StrategySetup<Cell> setup =
        StrategySetup.<Cell>of(
                CellSpace.builder().setBlocks(2).build(),
                new StrategyOptions().withRefitEvery(8).withAhead(8),
                1)
            .withEpochs(EPOCHS)
            .withBudget(CELLS)
            .withEconomy(new EconomyOptions().withHalving("halving(0.25,0.5,2,3)"));
    List<TrialKey<Cell>> counted = new ArrayList<>();
    List<Trial<Cell>> trials =
        Search.<Cell>builder()
            .setStrategy(EconomicalSearch.of(new RandomSearch<>(setup), setup))
            .setExecutor(executor)
            .optListener(
                new SearchListener<>() {
                  @Override
                  public void trialFinished(Trial<Cell> trial) {
                    counted.add(trial.key());
                  }
                })
            .build()
            .run()
            .trials();
    Set<TrialKey<Cell>> distinct = new HashSet<>(counted);
    assertEquals(distinct.size(), counted.size(), "counted twice: " + counted);
    assertEquals(trials.stream().map(Trial::key).toList().size(), counted.size());
    assertTrue(trials.size() > CELLS, "there is more than one rung");
    return trials;
  }

  /**
   * Returns what must not depend on who measured, or how often it was tried.
   *
   * @param trials those of a search
   * @return a line for each
   */
  public static List<String> found(List<Trial<Cell>> trials) {
    return trials.stream()
        .map(
            trial ->
                trial.proposal()
                    + " "
                    + trial.status()
                    + trial.reason()
                    + " "
                    + trial.run().epochAccuracies())
        .toList();
  }
}
