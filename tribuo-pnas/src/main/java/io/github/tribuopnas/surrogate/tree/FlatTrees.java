package io.github.tribuopnas.surrogate.tree;

import io.github.tribuopnas.surrogate.row.BlockRegressor;
import io.github.tribuopnas.surrogate.row.RowBlock;
import io.github.tribuopnas.surrogate.row.RowRegressor;
import io.github.tribuopnas.surrogate.row.Thresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Regression trees as flat arrays, whose prediction is a base value plus one leaf of each tree.
 *
 * <p>The nodes of all trees lie in one sequence, each parent directly before the child for values
 * up to its threshold. Immutable; predicting creates no object.
 *
 * @param base what is predicted without any tree
 * @param roots where each tree begins
 * @param columns the column that a node compares, or {@link #LEAF}
 * @param values the greatest value that goes to the next node, or what a leaf adds
 * @param above the node for values above the threshold; of no meaning in a leaf
 */
public record FlatTrees(double base, int[] roots, int[] columns, double[] values, int[] above)
    implements RowRegressor {

  static final int LEAF = -1;

  @Override
  public void predict(double[][] rows, int count, double[] predictions) {
    Arrays.fill(predictions, 0, count, base);
    // Tree by tree, so that a tree stays in the processor's cache for all rows.
    for (int root : roots) {
      for (int i = 0; i < count; i++) {
        predictions[i] += values[leaf(root, rows[i])];
      }
    }
  }

  @Override
  public void addThresholds(Thresholds.Builder thresholds) {
    for (int node = 0; node < columns.length; node++) {
      if (columns[node] != LEAF) {
        thresholds.add(columns[node], values[node]);
      }
    }
  }

  @Override
  public BlockRegressor forBlocks(Thresholds thresholds) {
    List<Integer> fitting = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int tree = 0; tree < roots.length; tree++) {
      (ShallowTrees.fits(this, tree) ? fitting : others).add(tree);
    }
    BlockRegressor shallow = new ShallowTrees(this, fitting, thresholds);
    BlockRegressor deep = new TreeWalk(this, others, thresholds);
    double[] ofDeep = new double[RowBlock.ROWS];
    return (block, predictions) -> {
      shallow.predict(block, predictions);
      deep.predict(block, ofDeep);
      for (int i = 0; i < block.count(); i++) {
        predictions[i] += base + ofDeep[i];
      }
    };
  }

  private int leaf(int root, double[] row) {
    return leaf(root, row, columns, values, above);
  }

  private static int leaf(int root, double[] row, int[] columns, double[] values, int[] above) {
    int node = root;
    int column = columns[node];
    while (column != LEAF) {
      node = row[column] > values[node] ? above[node] : node + 1;
      column = columns[node];
    }
    return node;
  }

  /**
   * Returns these trees if every row leads to a leaf in each of them.
   *
   * @param features how many columns the rows have
   * @throws IllegalArgumentException if a node reads another column or leads outside the nodes
   */
  FlatTrees checked(int features) {
    int nodes = columns.length;
    if (values.length != nodes || above.length != nodes) {
      throw new IllegalArgumentException(
          "trees of "
              + nodes
              + " columns, "
              + values.length
              + " values and "
              + above.length
              + " branches; allowed are equally many");
    }
    for (int root : roots) {
      if (root < 0 || root >= nodes) {
        throw new IllegalArgumentException("a tree begins at node " + root + " of " + nodes);
      }
    }
    for (int node = 0; node < nodes; node++) {
      // Both children lie after their parent, so that no way through the nodes is a circle.
      boolean split = columns[node] != LEAF;
      if (split
          && (columns[node] < 0
              || columns[node] >= features
              || node + 1 >= nodes
              || above[node] <= node
              || above[node] >= nodes)) {
        throw new IllegalArgumentException(
            "node "
                + node
                + " of "
                + nodes
                + " reads column "
                + columns[node]
                + " of "
                + features
                + " and leads to node "
                + above[node]);
      }
      if (!Double.isFinite(values[node])) {
        throw new IllegalArgumentException("node " + node + " has the value " + values[node]);
      }
    }
    return this;
  }

  /** Takes trees node by node, from the root, each node's lower side before its upper side. */
  static final class Builder {

    private int[] roots = new int[16];
    private int[] columns = new int[256];
    private double[] values = new double[256];
    private int[] above = new int[256];
    private int trees;
    private int nodes;
    private double base;

    /** Adds to what is predicted without any tree. */
    void addBase(double value) {
      base += value;
    }

    /**
     * Adds all trees of others.
     *
     * @param others the trees
     * @param weight by which their predictions are multiplied
     * @param columnOf the column here of each of their columns
     */
    void addAll(FlatTrees others, double weight, int[] columnOf) {
      addBase(weight * others.base);
      int offset = nodes;
      for (int root : others.roots) {
        beginTree();
        roots[trees - 1] = offset + root;
      }
      for (int node = 0; node < others.columns.length; node++) {
        if (others.columns[node] == LEAF) {
          addLeaf(weight * others.values[node]);
        } else {
          int place = addSplit(columnOf[others.columns[node]], others.values[node]);
          above[place] = offset + others.above[node];
        }
      }
    }

    /** Begins a tree, whose root comes next. */
    void beginTree() {
      if (trees == roots.length) {
        roots = Arrays.copyOf(roots, 2 * trees);
      }
      roots[trees++] = nodes;
    }

    /** Adds a split, whose lower side comes next, and returns its place. */
    int addSplit(int column, double threshold) {
      return add(column, threshold);
    }

    /** Says that the upper side of a split comes next. */
    void beginAbove(int split) {
      above[split] = nodes;
    }

    /** Adds a leaf. */
    void addLeaf(double value) {
      add(LEAF, value);
    }

    /** What the last tree adds to the prediction of a row. */
    double ofLastTree(double[] row) {
      return values[leaf(roots[trees - 1], row, columns, values, above)];
    }

    private int add(int column, double value) {
      if (nodes == columns.length) {
        columns = Arrays.copyOf(columns, 2 * nodes);
        values = Arrays.copyOf(values, 2 * nodes);
        above = Arrays.copyOf(above, 2 * nodes);
      }
      columns[nodes] = column;
      values[nodes] = value;
      return nodes++;
    }

    /** Returns what was added so far. */
    FlatTrees build() {
      return new FlatTrees(
          base,
          Arrays.copyOf(roots, trees),
          Arrays.copyOf(columns, nodes),
          Arrays.copyOf(values, nodes),
          Arrays.copyOf(above, nodes));
    }
  }
}
