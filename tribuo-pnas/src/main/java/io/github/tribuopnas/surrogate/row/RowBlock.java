package io.github.tribuopnas.surrogate.row;

import java.util.Arrays;

/**
 * Rows that are predicted together, with all that the trees of several models ask of them: worked
 * out once, whatever the number of trees. Reused from block to block. Not safe for use by several
 * threads.
 */
public final class RowBlock {

  /** Rows of a block, whose bins fit in the processor's first cache. */
  public static final int ROWS = 128;

  /** Words of 64 rows. */
  public static final int WORDS = ROWS / Long.SIZE;

  private final Thresholds thresholds;
  private final double[][] rows;
  private final int[] bins;
  private final long[] above;
  private int count;

  /**
   * Makes a block for trees of these thresholds.
   *
   * @param thresholds at least those of the trees
   */
  public RowBlock(Thresholds thresholds) {
    this.thresholds = thresholds;
    rows = new double[ROWS][thresholds.columns()];
    bins = new int[ROWS * thresholds.columns()];
    above = new long[WORDS * (thresholds.size() + 1)];
  }

  /**
   * Returns a row to be filled.
   *
   * @param place from 0 to below {@link #ROWS}
   * @return the row, whose length is the number of columns
   */
  public double[] row(int place) {
    return rows[place];
  }

  /**
   * Takes the rows that were filled.
   *
   * @param count how many, from the first
   */
  public void fill(int count) {
    this.count = count;
    Arrays.fill(above, 0);
    int columns = thresholds.columns();
    for (int i = 0; i < count; i++) {
      double[] row = rows[i];
      for (int column = 0; column < columns; column++) {
        int bin = thresholds.bin(column, row[column]);
        bins[i * columns + column] = bin;
        if (bin > 0) {
          above[WORDS * (thresholds.first(column) + bin - 1) + i / Long.SIZE] |= 1L << i;
        }
      }
    }
    // Whatever is above a threshold is above all smaller ones of the column.
    for (int column = 0; column < columns; column++) {
      for (int t = thresholds.first(column + 1) - 2; t >= thresholds.first(column); t--) {
        for (int word = WORDS * t; word < WORDS * (t + 1); word++) {
          above[word] |= above[word + WORDS];
        }
      }
    }
  }

  /**
   * Returns how many rows were filled.
   *
   * @return from 0 to {@link #ROWS}
   */
  public int count() {
    return count;
  }

  double[][] rows() {
    return rows;
  }

  /**
   * Returns the bin of each value.
   *
   * @return the bins {@code [row, column]} in one sequence; not a copy
   */
  public int[] bins() {
    return bins;
  }

  /**
   * Returns which rows lie above each threshold.
   *
   * @return for each threshold, by its number, {@link #WORDS} words with a bit for each row that is
   *     above it; behind the last, those of a threshold that no row is above; not a copy
   */
  public long[] above() {
    return above;
  }
}
