package io.github.tribuopnas.surrogate.prior;

import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.space.Block;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.surrogate.feature.SizedCellFeatures;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How good a cell is expected to be before any cell was trained on the images at hand: by how many
 * standard deviations it lies above the mean of the random cells of its level. It depends on {@link
 * SizedCellFeatures}: without earlier trials on the multiply-adds of the network alone, else on
 * what a Gaussian process learned from these trials, and half as much on the multiply-adds. Not
 * safe for use by several threads.
 */
public final class PriorMean {

  private static final int MULT_ADDS = 0;

  /**
   * Of the multiply-adds, in units of what was learned. Earlier trials are brief, and brief
   * trainings favor networks that are smaller than those that win a long one.
   */
  private static final double SIZE_WEIGHT = 0.5;

  private static final double LENGTH = 1.5;
  private static final double NOISE = 2;

  private final SizedCellFeatures features;
  private final LevelSample sample;
  private final LevelFunction expected;
  private final double[] row;

  private PriorMean(SizedCellFeatures features, LevelSample sample, LevelFunction expected) {
    this.features = features;
    this.sample = sample;
    this.expected = sample.standardized(expected);
    row = new double[features.names().size()];
  }

  /**
   * Learns from earlier trials.
   *
   * @param trials the trials of one or several sources; if there are none, the size alone counts
   * @param space the cells that are asked about; may have other operations than the trials
   * @param network what these cells are stacked to; its own cell does not matter
   * @return what is expected of the cells of the space
   */
  public static PriorMean of(List<EarlierTrial> trials, CellSpace space, NetworkSpec network) {
    SizedCellFeatures features = new SizedCellFeatures(joined(space, trials), network);
    LevelSample sample = LevelSample.draw(space, features);
    EarlierDifferences differences = EarlierDifferences.of(trials, features);
    LevelFunction size = sample.standardized((level, row) -> row[MULT_ADDS]);
    if (differences.isEmpty()) {
      return new PriorMean(features, sample, size);
    }
    GroupedProcess process =
        GroupedProcess.fit(
            differences.rows().toArray(double[][]::new),
            differences.scores().stream().mapToDouble(Double::doubleValue).toArray(),
            new int[] {0, SizedCellFeatures.SIZES.size()},
            LENGTH,
            NOISE);
    LevelFunction learned = sample.standardized((level, row) -> process.of(row));
    return new PriorMean(
        features,
        sample,
        (level, row) -> learned.of(level, row) + SIZE_WEIGHT * size.of(level, row));
  }

  /** A space that has the operations of all cells. */
  private static CellSpace joined(CellSpace space, List<EarlierTrial> trials) {
    Set<Operation> operations = new LinkedHashSet<>(space.operations());
    for (EarlierTrial trial : trials) {
      for (Block block : trial.cell().blocks()) {
        operations.add(block.left().operation());
        operations.add(block.right().operation());
      }
    }
    return CellSpace.builder().setBlocks(Cell.MAX_BLOCKS).optOperations(operations).build();
  }

  /**
   * Returns what is expected of a cell.
   *
   * @param cell a cell of the space
   * @return standard deviations above the mean of the random cells with as many blocks; 0 if all of
   *     these are alike
   */
  public double of(Cell cell) {
    features.extract(cell, row);
    sample.center(cell.size(), row);
    return expected.of(cell.size(), row);
  }
}
