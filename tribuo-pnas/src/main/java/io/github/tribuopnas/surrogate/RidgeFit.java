package io.github.tribuopnas.surrogate;

import java.util.Arrays;

/** Ridge regression on standardised columns, of outputs standardised within their level. */
final class RidgeFit {

  private final double[][] rows;
  private final int columns;
  private final double[] means;
  private final double[] scales;

  private RidgeFit(double[][] rows) {
    this.rows = rows;
    columns = rows[0].length;
    means = new double[columns];
    scales = new double[columns];
    for (int column = 0; column < columns; column++) {
      double[] values = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        values[i] = rows[i][column];
      }
      means[column] = mean(values);
      scales[column] = deviation(values, means[column]);
    }
  }

  /**
   * Fits.
   *
   * @param rows at least one row
   * @param outputs of each row
   * @param levelColumn the column of the level, or {@link LevelLine#ONE_LEVEL}
   * @param penalty of the squared weights, above 0
   * @return the function
   */
  static LevelLine fit(double[][] rows, double[] outputs, int levelColumn, double penalty) {
    double[] levelOf = new double[rows.length];
    if (levelColumn != LevelLine.ONE_LEVEL) {
      Arrays.setAll(levelOf, i -> rows[i][levelColumn]);
    }
    double[] levels = Arrays.stream(levelOf).distinct().sorted().toArray();
    double[] levelMeans = new double[levels.length];
    double[] deviations = new double[levels.length];
    double[] standard = new double[rows.length];
    for (int level = 0; level < levels.length; level++) {
      double chosen = levels[level];
      double[] ofLevel = new double[rows.length];
      int count = 0;
      for (int i = 0; i < rows.length; i++) {
        if (levelOf[i] == chosen) {
          ofLevel[count++] = outputs[i];
        }
      }
      ofLevel = Arrays.copyOf(ofLevel, count);
      levelMeans[level] = mean(ofLevel);
      deviations[level] = deviation(ofLevel, levelMeans[level]);
      for (int i = 0; i < rows.length; i++) {
        if (levelOf[i] == chosen && deviations[level] > 0) {
          standard[i] = (outputs[i] - levelMeans[level]) / deviations[level];
        }
      }
    }
    RidgeFit fit = new RidgeFit(rows);
    double[] weights = fit.solve(standard, penalty);
    double intercept = 0;
    for (int column = 0; column < weights.length; column++) {
      weights[column] = fit.scales[column] > 0 ? weights[column] / fit.scales[column] : 0;
      intercept -= weights[column] * fit.means[column];
    }
    return new LevelLine(levelColumn, intercept, weights, levels, levelMeans, deviations);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values, double mean) {
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / values.length);
    // Rounding leaves a constant a tiny deviation.
    return deviation > 1e-12 * Math.abs(mean) ? deviation : 0;
  }

  private double standard(double[] row, int column) {
    return scales[column] > 0 ? (row[column] - means[column]) / scales[column] : 0;
  }

  /** Solves (X'X + penalty I) w = X'z by the Cholesky decomposition. */
  private double[] solve(double[] targets, double penalty) {
    double[][] matrix = new double[columns][columns];
    double[] right = new double[columns];
    double[] x = new double[columns];
    for (int i = 0; i < rows.length; i++) {
      for (int column = 0; column < columns; column++) {
        x[column] = standard(rows[i], column);
      }
      for (int r = 0; r < columns; r++) {
        right[r] += x[r] * targets[i];
        for (int c = 0; c <= r; c++) {
          matrix[r][c] += x[r] * x[c];
        }
      }
    }
    for (int r = 0; r < columns; r++) {
      matrix[r][r] += penalty;
    }
    return Cholesky.solve(matrix, right);
  }
}
