package io.github.tribuopnas.surrogate.prior;

import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.feature.SizedCellFeatures;
import io.github.tribuopnas.surrogate.row.Moments;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random cells of each level of a space, against which all others are measured. Immutable.
 *
 * @param centers the mean features of the cells, {@code [level - 1, feature]}
 * @param rows the features of the cells, less these means, {@code [level - 1, cell, feature]}
 */
record LevelSample(double[][] centers, double[][][] rows) {

  private static final int CELLS = 100;
  private static final long SEED = 1;

  /** Draws the same cells each time. */
  static LevelSample draw(CellSpace space, SizedCellFeatures features) {
    SplittableRandom random = new SplittableRandom(SEED);
    int columns = features.names().size();
    LevelSample sample =
        new LevelSample(
            new double[space.levels()][columns], new double[space.levels()][CELLS][columns]);
    for (int level = 1; level <= space.levels(); level++) {
      for (double[] row : sample.rows[level - 1]) {
        features.extract(space.random(level, random), row);
        for (int column = 0; column < columns; column++) {
          sample.centers[level - 1][column] += row[column] / CELLS;
        }
      }
      for (double[] row : sample.rows[level - 1]) {
        sample.center(level, row);
      }
    }
    return sample;
  }

  /** Takes the mean of a level from features. */
  void center(int level, double[] row) {
    for (int column = 0; column < row.length; column++) {
      row[column] -= centers[level - 1][column];
    }
  }

  /** The same function, of mean 0 and deviation 1 over the cells of each level; 0 if constant. */
  LevelFunction standardized(LevelFunction function) {
    double[] means = new double[rows.length];
    double[] deviations = new double[rows.length];
    for (int level = 1; level <= rows.length; level++) {
      int of = level;
      double[] values =
          Arrays.stream(rows[level - 1]).mapToDouble(row -> function.of(of, row)).toArray();
      means[level - 1] = Moments.mean(values);
      deviations[level - 1] = Moments.deviation(values);
    }
    return (level, row) ->
        deviations[level - 1] > 0
            ? (function.of(level, row) - means[level - 1]) / deviations[level - 1]
            : 0;
  }
}
