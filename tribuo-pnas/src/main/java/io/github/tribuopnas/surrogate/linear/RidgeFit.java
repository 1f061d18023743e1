package io.github.tribuopnas.surrogate.linear;

import io.github.tribuopnas.surrogate.row.Moments;

/** Solves ridge regression on standardized columns. */
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
    double[] values = new double[rows.length];
    for (int column = 0; column < columns; column++) {
      for (int i = 0; i < rows.length; i++) {
        values[i] = rows[i][column];
      }
      means[column] = Moments.mean(values);
      scales[column] = Moments.deviation(values);
    }
  }

  /**
   * Fits.
   *
   * @param rows at least one row
   * @param outputs of each row
   * @param lambda the penalty of the squared weights of standardized columns, above 0
   * @return the function
   */
  static LinearFunction fit(double[][] rows, double[] outputs, double lambda) {
    RidgeFit fit = new RidgeFit(rows);
    double intercept = Moments.mean(outputs);
    double[] centered = new double[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      centered[i] = outputs[i] - intercept;
    }
    double[] weights = fit.solve(centered, lambda);
    for (int column = 0; column < weights.length; column++) {
      weights[column] = fit.scales[column] > 0 ? weights[column] / fit.scales[column] : 0;
      intercept -= weights[column] * fit.means[column];
    }
    return new LinearFunction(intercept, weights);
  }

  private double standard(double[] row, int column) {
    return scales[column] > 0 ? (row[column] - means[column]) / scales[column] : 0;
  }

  /** Solves (X'X + lambda I) w = X'y by the Cholesky decomposition. */
  private double[] solve(double[] outputs, double lambda) {
    double[][] matrix = new double[columns][columns];
    double[] right = new double[columns];
    double[] x = new double[columns];
    for (int i = 0; i < rows.length; i++) {
      for (int column = 0; column < columns; column++) {
        x[column] = standard(rows[i], column);
      }
      for (int r = 0; r < columns; r++) {
        right[r] += x[r] * outputs[i];
        for (int c = 0; c <= r; c++) {
          matrix[r][c] += x[r] * x[c];
        }
      }
    }
    for (int r = 0; r < columns; r++) {
      matrix[r][r] += lambda;
    }
    return Cholesky.solve(matrix, right);
  }
}
