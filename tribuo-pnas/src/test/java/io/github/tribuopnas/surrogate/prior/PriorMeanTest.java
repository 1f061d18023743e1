package io.github.tribuopnas.surrogate.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.space.Block;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class PriorMeanTest {

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(3).build();
  private static final NetworkSpec NETWORK =
      Setting.PROXY
          .of(Cell.parse("p:identity+p:identity"))
          .optRepeats(1)
          .optFilters(8)
          .optImage(new ImageShape(12, 12, 1))
          .optClasses(4)
          .build();

  private static List<Cell> cells(int blocks, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(SPACE.random(blocks, random));
    }
    return cells;
  }

  private static double spearman(PriorMean prior, List<Cell> cells, ToDoubleFunction<Cell> value) {
    return RankCorrelation.spearman(
        cells.stream().mapToDouble(prior::of).toArray(),
        cells.stream().mapToDouble(value).toArray());
  }

  /** The fraction of branches that pool: what pools is good here. */
  private static double pooling(Cell cell) {
    double poolings = 0;
    for (Block block : cell.blocks()) {
      poolings += block.left().operation() == Operation.MAX_POOL_3X3 ? 1 : 0;
      poolings += block.right().operation() == Operation.MAX_POOL_3X3 ? 1 : 0;
    }
    return poolings / (2 * cell.size());
  }

  /** Two hard sources and an easy one, of which the hard ones know the larger cells. */
  private static List<EarlierTrial> trials(double hardness) {
    List<EarlierTrial> trials = new ArrayList<>();
    for (int blocks = 1; blocks <= 2; blocks++) {
      for (Cell cell : cells(blocks, 40, blocks)) {
        trials.add(new EarlierTrial("easy", cell, 0.9, 1 - pooling(cell)));
        trials.add(new EarlierTrial("hard", cell, 0.3, hardness - 0.1 * pooling(cell)));
      }
    }
    return trials;
  }

  @Test
  void withoutTrialsTheMultiplyAddsCount() {
    PriorMean prior = PriorMean.of(List.of(), SPACE, NETWORK);
    assertEquals(
        1,
        spearman(
            prior, cells(3, 60, 9), cell -> NetworkSummary.of(NETWORK.withCell(cell)).multAdds()),
        1e-12);
  }

  @Test
  void randomCellsOfEveryLevelHaveMeanZeroAndDeviationOne() {
    PriorMean prior = PriorMean.of(trials(2), SPACE, NETWORK);
    for (int blocks = 1; blocks <= 3; blocks++) {
      double[] told = cells(blocks, 400, 5).stream().mapToDouble(prior::of).toArray();
      double mean = java.util.Arrays.stream(told).average().orElseThrow();
      double square = java.util.Arrays.stream(told).map(v -> v * v).average().orElseThrow();
      assertEquals(0, mean, 0.25, "level " + blocks);
      assertEquals(1, square, 0.35, "level " + blocks);
    }
  }

  @Test
  void whatTrialsToldIsExpectedOfLargerCells() {
    double reached =
        spearman(PriorMean.of(trials(2), SPACE, NETWORK), cells(3, 100, 9), c -> pooling(c));
    assertTrue(reached > 0.5, "rank correlation " + reached);
  }

  @Test
  void howHardASourceIsDoesNotMatter() {
    PriorMean one = PriorMean.of(trials(2), SPACE, NETWORK);
    PriorMean other = PriorMean.of(trials(7), SPACE, NETWORK);
    for (Cell cell : cells(3, 20, 9)) {
      assertEquals(one.of(cell), other.of(cell), 1e-9);
    }
  }

  @Test
  void operationsThatNoTrialHadAreJudgedByTheirSize() {
    CellSpace other =
        CellSpace.builder()
            .setBlocks(1)
            .optOperations(
                List.of(Operation.IDENTITY, Operation.CONVOLUTION_3X3, Operation.CONVOLUTION_1X1))
            .build();
    PriorMean prior = PriorMean.of(trials(2), other, NETWORK);
    for (int i = 0; i < other.initial().size(); i++) {
      assertTrue(Double.isFinite(prior.of(other.initial().get(i))));
    }
  }
}
