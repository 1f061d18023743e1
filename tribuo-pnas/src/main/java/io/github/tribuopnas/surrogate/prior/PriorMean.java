package io.github.tribuopnas.surrogate.prior;

import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.surrogate.feature.SizedCellFeatures;
import io.github.tribuopnas.surrogate.linear.RidgeFit;
import io.github.tribuopnas.surrogate.row.Moments;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How good a cell is expected to be before any cell was trained on the images at hand: by how many
 * standard deviations it lies above the mean of the random cells of its level. A linear function of
 * {@link SizedCellFeatures}, learned from earlier trials, or the logarithm of the multiply-adds
 * where there are none. Not safe for use by several threads.
 */
public final class PriorMean {

  private static final String SIZE = "logMultAdds";

  /**
   * Grow with the number of blocks, as the size does already: without them, what was learned of few
   * cells ranks those of other images better.
   */
  private static final Set<String> LEFT_OUT = Set.of("blocks", "weights", "meanWeights");

  private static final List<String> COUNTS = List.of("count:", "reads:");

  /** The penalty of the squared weights of standardized features. */
  private static final double LAMBDA = 300;

  /** Cells of each level by which mean and standard deviation are known. */
  private static final int SAMPLE = 100;

  private static final long SEED = 1;

  private final SizedCellFeatures features;
  private final double[] weights;
  private final double[] row;

  /** By level. */
  private final double[] means;

  private final double[] deviations;

  private PriorMean(CellSpace space, SizedCellFeatures features, double[] weights) {
    this.features = features;
    this.weights = weights;
    row = new double[weights.length];
    means = new double[space.levels() + 1];
    deviations = new double[space.levels() + 1];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int level = 1; level <= space.levels(); level++) {
      double[] sample = new double[SAMPLE];
      for (int i = 0; i < SAMPLE; i++) {
        sample[i] = sum(space.random(level, random));
      }
      means[level] = Moments.mean(sample);
      deviations[level] = Moments.deviation(sample);
    }
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
    double[] weights =
        trials.isEmpty() ? new double[features.names().size()] : learned(trials, features);
    if (trials.isEmpty()) {
      weights[features.names().indexOf(SIZE)] = 1;
    }
    return new PriorMean(space, features, weights);
  }

  /** A space that has the operations of all cells. */
  private static CellSpace joined(CellSpace space, List<EarlierTrial> trials) {
    Set<Operation> operations = new LinkedHashSet<>(space.operations());
    for (EarlierTrial trial : trials) {
      trial
          .cell()
          .blocks()
          .forEach(
              block -> {
                operations.add(block.left().operation());
                operations.add(block.right().operation());
              });
    }
    return CellSpace.builder().setBlocks(Cell.MAX_BLOCKS).optOperations(operations).build();
  }

  /**
   * Ridge regression between the cells of one source and number of blocks: differences between
   * sources and between levels are taken out of features and scores alike.
   */
  private static double[] learned(List<EarlierTrial> trials, SizedCellFeatures features) {
    List<double[]> rows = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (TrialGroup group : TrialGroup.of(trials)) {
      double[] ofGroup = group.scores();
      double[][] centered = group.rows(features);
      for (int i = 0; i < ofGroup.length; i++) {
        rows.add(centered[i]);
        scores.add(ofGroup[i]);
      }
    }
    // A feature that is always 0 gets no weight.
    List<String> names = features.names();
    for (int column = 0; column < names.size(); column++) {
      if (isLeftOut(names.get(column))) {
        for (double[] row : rows) {
          row[column] = 0;
        }
      }
    }
    return RidgeFit.fit(
            rows.toArray(double[][]::new),
            scores.stream().mapToDouble(Double::doubleValue).toArray(),
            LAMBDA)
        .weights();
  }

  private static boolean isLeftOut(String name) {
    return LEFT_OUT.contains(name) || COUNTS.stream().anyMatch(name::startsWith);
  }

  private double sum(Cell cell) {
    features.extract(cell, row);
    double sum = 0;
    for (int column = 0; column < row.length; column++) {
      sum += weights[column] * row[column];
    }
    return sum;
  }

  /**
   * Returns what is expected of a cell.
   *
   * @param cell a cell of the space
   * @return standard deviations above the mean of the random cells with as many blocks
   */
  public double of(Cell cell) {
    int level = cell.size();
    return deviations[level] > 0 ? (sum(cell) - means[level]) / deviations[level] : 0;
  }
}
