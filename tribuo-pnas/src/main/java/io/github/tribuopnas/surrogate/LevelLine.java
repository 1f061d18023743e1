package io.github.tribuopnas.surrogate;

import java.util.Arrays;

/**
 * A linear function whose value is scaled anew at each level: the mean of the level's outputs, plus
 * their deviation times the function. A level that was not measured has the figures of the nearest
 * one that was. Immutable.
 *
 * @param levelColumn the column of the level, or {@link #ONE_LEVEL}
 * @param intercept the function's value where all columns are 0
 * @param weights of each column
 * @param levels the measured levels, ascending
 * @param means of the outputs at each
 * @param deviations of the outputs at each
 */
record LevelLine(
    int levelColumn,
    double intercept,
    double[] weights,
    double[] levels,
    double[] means,
    double[] deviations)
    implements RowRegressor {

  static final int ONE_LEVEL = -1;

  @Override
  public void predict(double[][] rows, int count, double[] predictions) {
    for (int i = 0; i < count; i++) {
      double[] row = rows[i];
      double sum = intercept;
      for (int column = 0; column < weights.length; column++) {
        sum += weights[column] * row[column];
      }
      int level = levelColumn == ONE_LEVEL ? 0 : nearest(row[levelColumn]);
      predictions[i] = means[level] + deviations[level] * sum;
    }
  }

  private int nearest(double level) {
    int nearest = 0;
    for (int i = 1; i < levels.length; i++) {
      if (Math.abs(levels[i] - level) < Math.abs(levels[nearest] - level)) {
        nearest = i;
      }
    }
    return nearest;
  }

  /** Returns the same function of rows whose columns are in another order. */
  LevelLine withColumns(int[] columnOf, int columns) {
    double[] moved = new double[columns];
    for (int column = 0; column < weights.length; column++) {
      moved[columnOf[column]] = weights[column];
    }
    int level = levelColumn == ONE_LEVEL ? ONE_LEVEL : columnOf[levelColumn];
    return new LevelLine(level, intercept, moved, levels, means, deviations);
  }

  /**
   * Returns this if it predicts a number for every row.
   *
   * @throws IllegalArgumentException if a length does not fit or a value is not finite
   */
  LevelLine checked(int features) {
    boolean fits =
        weights.length == features
            && levelColumn >= ONE_LEVEL
            && levelColumn < features
            && levels.length > 0
            && means.length == levels.length
            && deviations.length == levels.length;
    if (!fits) {
      throw new IllegalArgumentException(
          "A linear model of "
              + weights.length
              + " weights and "
              + levels.length
              + " levels for "
              + features
              + " features; allowed are as many weights as features, and a level.");
    }
    for (double[] values : new double[][] {{intercept}, weights, levels, means, deviations}) {
      if (!Arrays.stream(values).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("A linear model with values that are no numbers.");
      }
    }
    return this;
  }
}
