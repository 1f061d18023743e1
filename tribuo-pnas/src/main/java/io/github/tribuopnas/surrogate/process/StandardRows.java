package io.github.tribuopnas.surrogate.process;

import io.github.tribuopnas.surrogate.row.Moments;
import java.util.Arrays;

/**
 * Measured rows with standardized columns, and the same scales for other rows. Rows are divided by
 * the root of the number of columns, so that a distance means the same for few and many.
 *
 * @param means of the columns
 * @param scales by which columns are divided
 * @param rows the standardized rows
 */
record StandardRows(double[] means, double[] scales, double[][] rows) {

  /** This many rows of variance 1 are added to those of a column, which may vary in few or none. */
  private static final double PRIOR_ROWS = 2;

  /** Standardizes at least one row. */
  static StandardRows of(double[][] raw) {
    int columns = raw[0].length;
    double[] means = new double[columns];
    double[] scales = new double[columns];
    for (int column = 0; column < columns; column++) {
      int at = column;
      double[] own = Arrays.stream(raw).mapToDouble(row -> row[at]).toArray();
      double deviation = Moments.deviation(own);
      double variance =
          (raw.length * deviation * deviation + PRIOR_ROWS) / (raw.length + PRIOR_ROWS);
      means[column] = Moments.mean(own);
      scales[column] = Math.sqrt(variance * columns);
    }
    StandardRows standard = new StandardRows(means, scales, new double[raw.length][]);
    for (int i = 0; i < raw.length; i++) {
      standard.rows[i] = standard.standard(raw[i]);
    }
    return standard;
  }

  private double[] standard(double[] row) {
    double[] standard = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      standard[i] = (row[i] - means[i]) / scales[i];
    }
    return standard;
  }

  /** Returns the squared distance of each of these rows to each of several raw ones. */
  double[][] squares(double[][] raw) {
    double[][] columns = new double[means.length][raw.length];
    for (int i = 0; i < raw.length; i++) {
      double[] other = standard(raw[i]);
      for (int column = 0; column < other.length; column++) {
        columns[column][i] = other[column];
      }
    }
    double[][] squares = new double[rows.length][raw.length];
    for (int r = 0; r < rows.length; r++) {
      double[] sums = squares[r];
      for (int column = 0; column < columns.length; column++) {
        double own = rows[r][column];
        double[] others = columns[column];
        for (int i = 0; i < sums.length; i++) {
          double difference = own - others[i];
          sums[i] += difference * difference;
        }
      }
    }
    return squares;
  }
}
