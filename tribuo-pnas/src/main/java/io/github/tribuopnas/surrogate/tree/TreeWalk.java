package io.github.tribuopnas.surrogate.tree;

import io.github.tribuopnas.surrogate.row.BlockRegressor;
import io.github.tribuopnas.surrogate.row.RowBlock;
import io.github.tribuopnas.surrogate.row.Thresholds;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * Trees of any depth, predicted without branches that a processor would have to guess: four rows
 * walk down a tree side by side, all as many steps as the tree is deep, where a leaf leads to
 * itself. A node is one number: its column, the bin above which a row goes to the upper child, and
 * how far behind it its lower child lies; the upper child is the next. Immutable.
 */
final class TreeWalk implements BlockRegressor {

  private static final int COLUMN_BITS = 16;
  private static final int BIN_BITS = 24;
  private static final int COLUMN_MASK = (1 << COLUMN_BITS) - 1;
  private static final int BIN_MASK = (1 << BIN_BITS) - 1;
  private static final int OFFSET_SHIFT = COLUMN_BITS + BIN_BITS;

  /** No bin is above this one, and the next node is the leaf itself. */
  private static final long LEAF = (long) BIN_MASK << COLUMN_BITS;

  private final long[] nodes;
  private final double[] values;
  private final int[] roots;
  private final int[] depths;

  private record Place(int source, int target, int depth) {}

  /**
   * Makes the form of trees for blocks.
   *
   * @param trees the trees
   * @param chosen which of them, by number
   * @param thresholds those of all splits, at least
   */
  TreeWalk(FlatTrees trees, List<Integer> chosen, Thresholds thresholds) {
    if (thresholds.columns() > COLUMN_MASK
        || thresholds.size() > BIN_MASK
        || trees.columns().length > BIN_MASK) {
      throw new IllegalArgumentException(
          "trees of "
              + trees.columns().length
              + " nodes for "
              + thresholds.columns()
              + " features; allowed are up to 16 million nodes and 65,535 features");
    }
    nodes = new long[trees.columns().length];
    values = new double[nodes.length];
    roots = new int[chosen.size()];
    depths = new int[chosen.size()];
    int next = 0;
    for (int tree = 0; tree < roots.length; tree++) {
      roots[tree] = next;
      Queue<Place> open = new ArrayDeque<>();
      open.add(new Place(trees.roots()[chosen.get(tree)], next++, 0));
      while (!open.isEmpty()) {
        Place place = open.remove();
        int source = place.source();
        int column = trees.columns()[source];
        depths[tree] = Math.max(depths[tree], place.depth());
        if (column == FlatTrees.LEAF) {
          nodes[place.target()] = LEAF;
          values[place.target()] = trees.values()[source];
        } else {
          long bin = thresholds.place(column, trees.values()[source]);
          long offset = next - place.target();
          nodes[place.target()] = column | bin << COLUMN_BITS | offset << OFFSET_SHIFT;
          open.add(new Place(source + 1, next++, place.depth() + 1));
          open.add(new Place(trees.above()[source], next++, place.depth() + 1));
        }
      }
    }
  }

  @Override
  public void predict(RowBlock block, double[] predictions) {
    Arrays.fill(predictions, 0, block.count(), 0);
    int[] bins = block.bins();
    int width = bins.length / RowBlock.ROWS;
    for (int tree = 0; tree < roots.length; tree++) {
      // The rows behind the last are old ones: predicting them too is cheaper than an end.
      for (int i = 0; i < block.count(); i += 4) {
        int a = roots[tree];
        int b = a;
        int c = a;
        int d = a;
        int row = i * width;
        for (int step = depths[tree]; step > 0; step--) {
          a += step(nodes[a], bins, row);
          b += step(nodes[b], bins, row + width);
          c += step(nodes[c], bins, row + 2 * width);
          d += step(nodes[d], bins, row + 3 * width);
        }
        predictions[i] += values[a];
        predictions[i + 1] += values[b];
        predictions[i + 2] += values[c];
        predictions[i + 3] += values[d];
      }
    }
  }

  /** How far the next node lies behind this one. */
  private static int step(long node, int[] bins, int row) {
    int bin = (int) (node >>> COLUMN_BITS) & BIN_MASK;
    int isAbove = (bin - bins[row + ((int) node & COLUMN_MASK)]) >>> (Integer.SIZE - 1);
    return (int) (node >>> OFFSET_SHIFT) + isAbove;
  }
}
