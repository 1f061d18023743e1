package io.github.tribuopnas.surrogate.row;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All thresholds of the splits of some trees, of each column in ascending order and numbered in one
 * sequence. A value is then known by its bin, the number of its column's thresholds below it: it is
 * above a threshold exactly if its bin is above the threshold's place in the column. Immutable.
 */
public final class Thresholds {

  /** Of each column. */
  private final double[][] values;

  /** Of each column the number of its first threshold; at the end the number of all. */
  private final int[] first;

  private Thresholds(double[][] values) {
    this.values = values;
    first = new int[values.length + 1];
    for (int column = 0; column < values.length; column++) {
      first[column + 1] = first[column] + values[column].length;
    }
  }

  /**
   * Returns how many columns a row has.
   *
   * @return the number of columns
   */
  public int columns() {
    return values.length;
  }

  /**
   * Returns how many thresholds there are in all columns.
   *
   * @return the number of thresholds
   */
  public int size() {
    return first[values.length];
  }

  /**
   * Returns the number of a column's first threshold.
   *
   * @param column from 0 to the number of columns
   * @return the number; for the number of columns, how many thresholds there are
   */
  public int first(int column) {
    return first[column];
  }

  /**
   * Returns the place of a threshold among those of its column.
   *
   * @param column the column
   * @param threshold one of its thresholds
   * @return the place, from 0; negative if the column has no such threshold
   */
  public int place(int column, double threshold) {
    return Arrays.binarySearch(values[column], canonical(threshold));
  }

  /** How many thresholds of a column lie below a value. */
  int bin(int column, double value) {
    double[] ofColumn = values[column];
    int below = 0;
    int open = ofColumn.length;
    while (open > 0) {
      int half = open >>> 1;
      if (value > ofColumn[below + half]) {
        below += half + 1;
        open -= half + 1;
      } else {
        open = half;
      }
    }
    return below;
  }

  /** Minus zero is zero to a comparison, but not to a sorted set. */
  private static double canonical(double threshold) {
    return threshold + 0.0;
  }

  /** Takes the thresholds of trees. */
  public static final class Builder {

    private final List<TreeSet<Double>> ofColumn;

    /**
     * Begins without thresholds.
     *
     * @param columns how many columns a row has
     */
    public Builder(int columns) {
      ofColumn = Stream.generate(() -> new TreeSet<Double>()).limit(columns).toList();
    }

    /**
     * Adds a threshold, which may be there already.
     *
     * @param column the column that it splits
     * @param threshold the threshold
     */
    public void add(int column, double threshold) {
      ofColumn.get(column).add(canonical(threshold));
    }

    /**
     * Numbers the thresholds.
     *
     * @return all that were added, each once
     */
    public Thresholds build() {
      return new Thresholds(
          ofColumn.stream()
              .map(values -> values.stream().mapToDouble(Double::doubleValue).toArray())
              .toArray(double[][]::new));
    }
  }
}
