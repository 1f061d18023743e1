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
 * standard deviations it lies above the mean of the random cells of its level. A linear function of
 * {@link SizedCellFeatures}: of the size of the network alone where there are no earlier trials,
 * else the mean of what three ridge regressions learned from these: of sizes, of what does not grow
 * with the number of blocks, and of everything. Not safe for use by several threads.
 */
public final class PriorMean {

  private static final String MULT_ADDS = "logMultAdds";

  /** The penalty of the squared weights of standardized features: the more of them, the more. */
  private static final double FEW_LAMBDA = 10;

  private static final double MANY_LAMBDA = 300;
  private static final double ALL_LAMBDA = 1000;

  private final SizedCellFeatures features;
  private final LevelSample sample;
  private final double[] weights;
  private final double[] row;

  private PriorMean(SizedCellFeatures features, LevelSample sample, double[] weights) {
    this.features = features;
    this.sample = sample.of(weights);
    this.weights = weights;
    row = new double[weights.length];
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
    double[] weights = new double[features.names().size()];
    if (differences.isEmpty()) {
      weights[features.names().indexOf(MULT_ADDS)] = 1;
    } else {
      add(differences.weights(SizedCellFeatures.SIZES::contains, FEW_LAMBDA), sample, weights);
      add(differences.weights(PriorMean::isOfAnySize, MANY_LAMBDA), sample, weights);
      add(differences.weights(feature -> true, ALL_LAMBDA), sample, weights);
    }
    return new PriorMean(features, sample, weights);
  }

  /** Adds a linear function, brought to a standard deviation of 1 between cells of a level. */
  private static void add(double[] function, LevelSample sample, double[] sum) {
    double deviation = sample.of(function).meanDeviation();
    for (int column = 0; column < sum.length; column++) {
      sum[column] += deviation > 0 ? function[column] / deviation : 0;
    }
  }

  /** Counts grow with the number of blocks, as sizes do; shares and means do not. */
  private static boolean isOfAnySize(String feature) {
    return !feature.startsWith("count:")
        && !feature.startsWith("reads:")
        && !Set.of("blocks", "weights", "meanWeights").contains(feature);
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
    return sample.standardized(cell.size(), LevelSample.product(weights, row));
  }
}
