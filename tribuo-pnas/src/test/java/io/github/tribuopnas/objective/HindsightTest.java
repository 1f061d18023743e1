package io.github.tribuopnas.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.ServedSizes;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HindsightTest {

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(3).build();
  private static final NetworkSpec NETWORK =
      Setting.PROXY.of(Cell.parse("p:identity+p:identity")).build();
  private static final Objective LATENCY = Objective.minimize(Metrics.LATENCY);

  /** Each operation takes a time of its own, in each cell that is in the file. */
  private static double latency(Cell cell) {
    double sum = 0;
    for (int number = 1; number <= cell.size(); number++) {
      for (Branch branch : List.of(cell.left(number), cell.right(number))) {
        sum += 0.2 * branch.operation().ordinal();
      }
    }
    return 1 + sum * ServedSizes.cells(cell);
  }

  private static List<Trial<Cell>> trials() {
    SplittableRandom random = new SplittableRandom(4);
    List<Trial<Cell>> trials = new ArrayList<>();
    for (int level = 1; level <= 3; level++) {
      for (int i = 0; i < 60; i++) {
        Cell cell = SPACE.random(level, random);
        trials.add(
            Trial.complete(
                Proposal.unpredicted(cell, level),
                Metrics.NONE
                    .with(Metrics.ACCURACY, 0.5)
                    .with(Metrics.SERVED_PARAMETERS, 1000)
                    .with(Metrics.LATENCY, latency(cell))));
      }
    }
    return trials;
  }

  @Test
  void sumsOverOperationsArePredictedInTheirOrderFromTheLevelsBefore() {
    List<Trial<Cell>> trials = trials();
    Map<Cell, Double> predicted =
        new Hindsight(NETWORK)
            .of(
                trials,
                List.of(Objective.ACCURACY, LATENCY, Objective.minimize(Metrics.SERVED_PARAMETERS)))
            .get(Metrics.LATENCY);
    Set<Cell> first =
        trials.subList(0, 60).stream().map(Trial::architecture).collect(Collectors.toSet());
    assertTrue(predicted.keySet().stream().noneMatch(first::contains), "nothing was known before");
    for (int level = 2; level <= 3; level++) {
      List<Cell> cells =
          trials.subList(60 * (level - 1), 60 * level).stream().map(Trial::architecture).toList();
      double correlation =
          RankCorrelation.spearman(
              cells.stream().mapToDouble(predicted::get).toArray(),
              cells.stream().mapToDouble(HindsightTest::latency).toArray());
      assertTrue(correlation > 0.95, "level " + level + ": " + correlation);
    }
  }

  @Test
  void whatIsCountedNeedsNoPrediction() {
    assertEquals(
        Set.of(Metrics.LATENCY),
        new Hindsight(NETWORK)
            .of(
                trials(),
                List.of(Objective.ACCURACY, LATENCY, Objective.minimize(Metrics.SERVED_PARAMETERS)))
            .keySet());
  }

  @Test
  void ofOneLevelNothingIsPredicted() {
    assertEquals(
        Map.of(Metrics.LATENCY, Map.of()),
        new Hindsight(NETWORK).of(trials().subList(0, 60), List.of(LATENCY)));
  }
}
