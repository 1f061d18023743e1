package io.github.tribuopnas.surrogate.prior;

import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.feature.SizedCellFeatures;
import io.github.tribuopnas.surrogate.row.Moments;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random cells of each level of a space, against which a linear function of their features is
 * measured. Immutable.
 *
 * @param rows the features of the cells, {@code [level - 1, cell, feature]}
 * @param means of the function over the cells of each level
 * @param deviations likewise
 */
record LevelSample(double[][][] rows, double[] means, double[] deviations) {

  private static final int CELLS = 100;
  private static final long SEED = 1;

  /** Draws the same cells each time. */
  static LevelSample draw(CellSpace space, SizedCellFeatures features) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][][] rows = new double[space.levels()][CELLS][features.names().size()];
    for (int level = 1; level <= rows.length; level++) {
      for (double[] row : rows[level - 1]) {
        features.extract(space.random(level, random), row);
      }
    }
    return new LevelSample(rows, new double[rows.length], new double[rows.length]);
  }

  /** Measures another function, of these weights. */
  LevelSample of(double[] weights) {
    double[] newMeans = new double[rows.length];
    double[] newDeviations = new double[rows.length];
    for (int level = 0; level < rows.length; level++) {
      double[] values =
          Arrays.stream(rows[level]).mapToDouble(row -> product(weights, row)).toArray();
      newMeans[level] = Moments.mean(values);
      newDeviations[level] = Moments.deviation(values);
    }
    return new LevelSample(rows, newMeans, newDeviations);
  }

  /** The mean over levels. */
  double meanDeviation() {
    return Moments.mean(deviations);
  }

  /** By how many deviations a value of the function is above the mean of a level. */
  double standardized(int level, double value) {
    double deviation = deviations[level - 1];
    return deviation > 0 ? (value - means[level - 1]) / deviation : 0;
  }

  /** The value of a function. */
  static double product(double[] weights, double[] row) {
    double sum = 0;
    for (int column = 0; column < weights.length; column++) {
      sum += weights[column] * row[column];
    }
    return sum;
  }
}
