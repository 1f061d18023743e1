package io.github.tribuopnas.surrogate.tree;

import java.util.Arrays;

/**
 * Grows regression trees on binned columns: each node takes the split that lowers the squared error
 * most, by gradient boosting's gain {@code S_l^2 / (n_l + p) + S_r^2 / (n_r + p) - S^2 / (n + p)}
 * for sums S of residuals over n rows and lambda p (Chen and Guestrin 2016, equation 7). Of equal
 * splits the first column's lowest is taken. Its arrays are reused from tree to tree. Not safe for
 * use by several threads.
 */
final class TreeGrower {

  private final BinnedColumns table;
  private final int depth;
  private final int minChildWeight;
  private final double lambda;

  private final double[] sums;
  private final int[] counts;
  private final int[] above;

  private FlatTrees.Builder trees;
  private double[] residuals;
  private double rate;
  private int[] rows;
  private int[] columns;

  // The best split of the node being looked at.
  private int bestColumn;
  private int bestBin;

  /**
   * Makes a grower.
   *
   * @param table the rows to learn from
   * @param depth the most splits on a way from the root to a leaf
   * @param minChildWeight the fewest rows of a leaf
   * @param lambda pulls leaves of few rows towards 0; at least 0
   */
  @SuppressWarnings("NullAway.Init") // Each call of grow sets what one tree is grown from.
  TreeGrower(BinnedColumns table, int depth, int minChildWeight, double lambda) {
    this.table = table;
    this.depth = depth;
    this.minChildWeight = minChildWeight;
    this.lambda = lambda;
    sums = new double[table.bins()];
    counts = new int[table.bins()];
    above = new int[table.rows()];
  }

  /**
   * Grows a tree.
   *
   * @param trees takes the tree
   * @param rows the rows to learn from; their order is changed
   * @param columns the columns that may be split
   * @param residuals what is to be predicted of every row of the table
   * @param rate the fraction of the prediction that the tree adds
   */
  void grow(FlatTrees.Builder trees, int[] rows, int[] columns, double[] residuals, double rate) {
    this.trees = trees;
    this.rows = rows;
    this.columns = columns;
    this.residuals = residuals;
    this.rate = rate;
    trees.beginTree();
    grow(0, rows.length, depth);
  }

  private void grow(int from, int to, int levels) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += residuals[rows[i]];
    }
    if (levels == 0 || !findSplit(from, to, sum)) {
      trees.addLeaf(rate * sum / (to - from + lambda));
      return;
    }
    int split = trees.addSplit(bestColumn, table.threshold(bestBin));
    int middle = partition(from, to, bestColumn, bestBin);
    grow(from, middle, levels - 1);
    trees.beginAbove(split);
    grow(middle, to, levels - 1);
  }

  private boolean findSplit(int from, int to, double sum) {
    int count = to - from;
    if (count < 2 * minChildWeight) {
      return false;
    }
    Arrays.fill(sums, 0);
    Arrays.fill(counts, 0);
    for (int i = from; i < to; i++) {
      int[] bins = table.row(rows[i]);
      double residual = residuals[rows[i]];
      for (int column : columns) {
        int bin = bins[column];
        sums[bin] += residual;
        counts[bin]++;
      }
    }
    double least = sum * sum / (count + lambda);
    double best = least + 1e-12 * Math.abs(least);
    boolean found = false;
    for (int column : columns) {
      double lower = 0;
      int lowerCount = 0;
      int last = table.firstBin(column + 1) - 1;
      for (int bin = table.firstBin(column); bin < last; bin++) {
        if (counts[bin] == 0) {
          continue;
        }
        lower += sums[bin];
        lowerCount += counts[bin];
        int upperCount = count - lowerCount;
        if (upperCount < minChildWeight) {
          break;
        }
        if (lowerCount < minChildWeight) {
          continue;
        }
        double upper = sum - lower;
        double gain = lower * lower / (lowerCount + lambda) + upper * upper / (upperCount + lambda);
        if (gain > best) {
          best = gain;
          bestColumn = column;
          bestBin = bin;
          found = true;
        }
      }
    }
    return found;
  }

  /** Brings the rows of the lower side to the front, keeping the order, and returns their end. */
  private int partition(int from, int to, int column, int bin) {
    int lower = from;
    int upper = 0;
    for (int i = from; i < to; i++) {
      int row = rows[i];
      if (table.row(row)[column] <= bin) {
        rows[lower++] = row;
      } else {
        above[upper++] = row;
      }
    }
    System.arraycopy(above, 0, rows, lower, upper);
    return lower;
  }
}
