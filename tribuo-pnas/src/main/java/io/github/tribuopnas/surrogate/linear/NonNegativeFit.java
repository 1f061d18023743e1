package io.github.tribuopnas.surrogate.linear;

/** Solves ridge regression whose weights are not negative, without an intercept of its own. */
public final class NonNegativeFit {

  private static final int MOST_ROUNDS = 10_000;

  /** Rounds end when no weight changes its column's part of an output by more. */
  private static final double CHANGE = 1e-9;

  private final int columns;
  private final double[][] products;
  private final double[] right;

  private NonNegativeFit(double[][] rows, double[] outputs, double[] penalties) {
    columns = penalties.length;
    products = new double[columns][columns];
    right = new double[columns];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < columns; c++) {
        right[c] += rows[i][c] * outputs[i];
        for (int d = 0; d < columns; d++) {
          products[c][d] += rows[i][c] * rows[i][d];
        }
      }
    }
    for (int c = 0; c < columns; c++) {
      products[c][c] += penalties[c];
    }
  }

  /**
   * Minimizes the squared errors and the squared weights, each times its penalty.
   *
   * @param rows at least one row
   * @param outputs of each row
   * @param penalties of each column, 0 or more
   * @return the function, whose intercept is 0 and whose weights are 0 or more; 0 for a column that
   *     is always 0
   */
  public static LinearFunction fit(double[][] rows, double[] outputs, double[] penalties) {
    return new LinearFunction(0, new NonNegativeFit(rows, outputs, penalties).solve());
  }

  /** Finds the best weight of one column after the other, the rest being as they are. */
  private double[] solve() {
    double[] weights = new double[columns];
    double change = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MOST_ROUNDS && change > CHANGE; round++) {
      change = 0;
      for (int c = 0; c < columns; c++) {
        if (products[c][c] > 0) {
          double weight = Math.max(0, weights[c] + (right[c] - of(c, weights)) / products[c][c]);
          change = Math.max(change, Math.abs(weight - weights[c]) * Math.sqrt(products[c][c]));
          weights[c] = weight;
        }
      }
    }
    return weights;
  }

  private double of(int row, double[] weights) {
    double sum = 0;
    for (int c = 0; c < columns; c++) {
      sum += products[row][c] * weights[c];
    }
    return sum;
  }
}
