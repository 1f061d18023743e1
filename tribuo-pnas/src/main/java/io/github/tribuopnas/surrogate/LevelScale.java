package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.surrogate.row.Moments;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The mean and the deviation of the outputs at each level. A level that was not measured has the
 * figures of the nearest one that was. Immutable.
 *
 * @param column the column of the level, or {@link #ONE_LEVEL}
 * @param levels the measured levels, ascending
 * @param means of the outputs at each
 * @param deviations of the outputs at each
 */
record LevelScale(int column, double[] levels, double[] means, double[] deviations) {

  static final int ONE_LEVEL = -1;

  /**
   * Measures outputs.
   *
   * @param rows at least one row
   * @param outputs of each row
   * @param column the column of the level, or {@link #ONE_LEVEL}
   */
  static LevelScale of(double[][] rows, double[] outputs, int column) {
    double[] levelOf = new double[rows.length];
    if (column != ONE_LEVEL) {
      Arrays.setAll(levelOf, i -> rows[i][column]);
    }
    double[] levels = Arrays.stream(levelOf).distinct().sorted().toArray();
    double[] means = new double[levels.length];
    double[] deviations = new double[levels.length];
    for (int level = 0; level < levels.length; level++) {
      double[] ofLevel = new double[rows.length];
      int count = 0;
      for (int i = 0; i < rows.length; i++) {
        if (levelOf[i] == levels[level]) {
          ofLevel[count++] = outputs[i];
        }
      }
      ofLevel = Arrays.copyOf(ofLevel, count);
      means[level] = Moments.mean(ofLevel);
      deviations[level] = Moments.deviation(ofLevel);
    }
    return new LevelScale(column, levels, means, deviations);
  }

  /** The score of each output among those of its level. */
  double[] scores(LevelScore score, double[][] rows, double[] outputs) {
    int[] levelOf = Arrays.stream(rows).mapToInt(this::nearest).toArray();
    double[] scores = new double[outputs.length];
    for (int level = 0; level < levels.length; level++) {
      int wanted = level;
      int[] places = IntStream.range(0, levelOf.length).filter(i -> levelOf[i] == wanted).toArray();
      double[] ofLevel =
          score.ofLevel(Arrays.stream(places).mapToDouble(i -> outputs[i]).toArray());
      for (int i = 0; i < places.length; i++) {
        scores[places[i]] = ofLevel[i];
      }
    }
    return scores;
  }

  /** The output that lies so many deviations above the mean of its level. */
  double restored(double[] row, double standardized) {
    int level = nearest(row);
    return means[level] + deviations[level] * standardized;
  }

  private int nearest(double[] row) {
    int nearest = 0;
    if (column != ONE_LEVEL) {
      for (int i = 1; i < levels.length; i++) {
        if (Math.abs(levels[i] - row[column]) < Math.abs(levels[nearest] - row[column])) {
          nearest = i;
        }
      }
    }
    return nearest;
  }

  /** Returns the same scale for rows whose columns are in another order. */
  LevelScale withColumns(int[] columnOf) {
    return column == ONE_LEVEL ? this : new LevelScale(columnOf[column], levels, means, deviations);
  }

  /**
   * Returns this if it has figures for every row.
   *
   * @throws IllegalArgumentException if it reads a column that there is not, or a length or a
   *     figure is wrong
   */
  LevelScale checked(int features) {
    boolean fits =
        column >= ONE_LEVEL
            && column < features
            && levels.length > 0
            && means.length == levels.length
            && deviations.length == levels.length;
    for (double[] figures : new double[][] {levels, means, deviations}) {
      fits &= Arrays.stream(figures).allMatch(Double::isFinite);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "scales of "
              + levels.length
              + " levels by feature "
              + column
              + " of "
              + features
              + "; allowed is one level at least, with a finite mean and deviation each");
    }
    return this;
  }
}
