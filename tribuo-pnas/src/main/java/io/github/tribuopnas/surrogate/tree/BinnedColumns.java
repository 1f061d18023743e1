package io.github.tribuopnas.surrogate.tree;

import java.util.Arrays;

/**
 * A table of numbers whose columns are cut into a few bins each, so that the best split of a column
 * is found by one pass over the rows. The bins of all columns are numbered in one sequence.
 */
final class BinnedColumns {

  /** More bins than most columns of a cell's features have values. */
  private static final int MOST_BINS = 64;

  private final int[][] bins;
  private final int[] firstBin;
  private final double[] threshold;

  /**
   * Cuts the columns. A column of few values has a bin for each; one of many has bins of about
   * equally many rows.
   *
   * @param rows {@code [row, column]}, at least one row
   */
  BinnedColumns(double[][] rows) {
    int columns = rows[0].length;
    bins = new int[rows.length][columns];
    firstBin = new int[columns + 1];
    double[] thresholds = new double[columns * MOST_BINS];
    double[] values = new double[rows.length];
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows.length; row++) {
        values[row] = rows[row][column];
      }
      Arrays.sort(values);
      int first = firstBin[column];
      int last = cut(values, thresholds, first);
      firstBin[column + 1] = last + 1;
      for (int row = 0; row < rows.length; row++) {
        bins[row][column] = binOf(rows[row][column], thresholds, first, last);
      }
    }
    threshold = Arrays.copyOf(thresholds, firstBin[columns]);
  }

  /** Writes the upper bounds of the bins of sorted values, and returns the last bin's number. */
  private static int cut(double[] sorted, double[] thresholds, int first) {
    int distinct = 1;
    for (int i = 1; i < sorted.length; i++) {
      distinct += sorted[i] > sorted[i - 1] ? 1 : 0;
    }
    double minRows = distinct <= MOST_BINS ? 1 : (double) sorted.length / (MOST_BINS - 1);
    int bin = first;
    int begun = 0;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] > sorted[i - 1] && i - begun >= minRows) {
        thresholds[bin++] = middle(sorted[i - 1], sorted[i]);
        begun = i;
      }
    }
    thresholds[bin] = Double.POSITIVE_INFINITY;
    return bin;
  }

  /** A number at least the lower and below the upper one, also where no number lies between. */
  private static double middle(double lower, double upper) {
    double middle = lower + (upper - lower) / 2;
    return middle < upper ? middle : lower;
  }

  private static int binOf(double value, double[] thresholds, int first, int last) {
    int bin = first;
    while (bin < last && value > thresholds[bin]) {
      bin++;
    }
    return bin;
  }

  int rows() {
    return bins.length;
  }

  int columns() {
    return firstBin.length - 1;
  }

  /** How many bins all columns have together. */
  int bins() {
    return threshold.length;
  }

  /** The bin of each column in a row; not to be changed. */
  int[] row(int row) {
    return bins[row];
  }

  /** The first bin of a column; for the number of columns, the number of all bins. */
  int firstBin(int column) {
    return firstBin[column];
  }

  /** The greatest value in a bin or below; infinite in the last bin of a column. */
  double threshold(int bin) {
    return threshold[bin];
  }
}
