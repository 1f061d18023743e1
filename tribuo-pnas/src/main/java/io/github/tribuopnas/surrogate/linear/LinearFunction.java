package io.github.tribuopnas.surrogate.linear;

import io.github.tribuopnas.surrogate.row.RowRegressor;
import java.util.Arrays;

/**
 * A linear function of the columns of a row. Immutable.
 *
 * @param intercept the value where all columns are 0
 * @param weights of each column
 */
public record LinearFunction(double intercept, double[] weights) implements RowRegressor {

  @Override
  public void predict(double[][] rows, int count, double[] predictions) {
    for (int i = 0; i < count; i++) {
      double[] row = rows[i];
      double sum = intercept;
      for (int column = 0; column < weights.length; column++) {
        sum += weights[column] * row[column];
      }
      predictions[i] = sum;
    }
  }

  /**
   * Returns the value of one row.
   *
   * @param row has all columns
   * @return the value
   */
  public double of(double[] row) {
    double[] value = new double[1];
    predict(new double[][] {row}, 1, value);
    return value[0];
  }

  /**
   * Returns the same function of rows whose columns are in another order.
   *
   * @param columnOf for each column of this function its column in those rows
   * @param columns how many columns those rows have
   * @return the function
   */
  public LinearFunction withColumns(int[] columnOf, int columns) {
    double[] moved = new double[columns];
    for (int column = 0; column < weights.length; column++) {
      moved[columnOf[column]] = weights[column];
    }
    return new LinearFunction(intercept, moved);
  }

  /**
   * Returns this if it predicts a number for every row.
   *
   * @throws IllegalArgumentException if the weights are not as many as the features, or not finite
   */
  LinearFunction checked(int features) {
    if (weights.length != features
        || !Double.isFinite(intercept)
        || !Arrays.stream(weights).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "a linear model of "
              + weights.length
              + " weights for "
              + features
              + " features; allowed are as many finite weights as features");
    }
    return this;
  }
}
