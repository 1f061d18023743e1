package io.github.tribuopnas.surrogate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.IndependentRegressionTreeModel;

/**
 * Regression trees as flat arrays. Tribuo's own prediction builds a vector from the names of all
 * features for each tree anew, which takes a hundred times as long; this one creates no object.
 *
 * <p>The nodes of all trees lie in one sequence, each parent directly before the child for values
 * up to its threshold. A leaf's value is its share of the mean over all trees, so that a prediction
 * is the sum of one leaf of each tree. Immutable.
 */
final class CompiledTrees implements RowRegressor {

  private static final int LEAF = -1;

  /** Where each tree begins. */
  private int[] roots = new int[16];

  /** The column that a node compares, or {@link #LEAF}. */
  private int[] columns = new int[256];

  /** The greatest value that goes to the next node, or the leaf's share of the prediction. */
  private double[] values = new double[256];

  /** The node for values above the threshold. */
  private int[] above = new int[256];

  private int trees;
  private int nodes;

  private CompiledTrees() {}

  /**
   * Compiles a tree, or an ensemble of equally weighted trees or of such ensembles.
   *
   * @param model a model of one output
   * @param names the names of the columns of the rows to be predicted
   * @return the compiled model; nothing if the model contains anything but trees
   */
  static Optional<CompiledTrees> compile(Model<Regressor> model, List<String> names) {
    Map<String, Integer> columnOf = new HashMap<>();
    for (String name : names) {
      columnOf.put(name, columnOf.size());
    }
    CompiledTrees compiled = new CompiledTrees();
    if (!compiled.add(model, 1, columnOf)) {
      return Optional.empty();
    }
    compiled.trim();
    return Optional.of(compiled);
  }

  private boolean add(Model<Regressor> model, double share, Map<String, Integer> columnOf) {
    if (model instanceof WeightedEnsembleModel<Regressor> ensemble) {
      List<Model<Regressor>> members = ensemble.getModels();
      for (Model<Regressor> member : members) {
        if (!add(member, share / members.size(), columnOf)) {
          return false;
        }
      }
      return true;
    }
    if (!(model instanceof TreeModel<Regressor> tree)) {
      return false;
    }
    Node<Regressor> root = root(tree);
    if (root == null) {
      return false;
    }
    if (trees == roots.length) {
      roots = Arrays.copyOf(roots, 2 * trees);
    }
    roots[trees++] = nodes;
    add(root, share, columns(tree.getFeatureIDMap(), columnOf));
    return true;
  }

  /** The root of a tree of one output, or null if it has several. */
  private static Node<Regressor> root(TreeModel<Regressor> tree) {
    if (tree.getOutputIDInfo().size() != 1) {
      return null;
    }
    if (tree instanceof IndependentRegressionTreeModel independent) {
      return independent.getRoots().values().iterator().next();
    }
    return tree.getRoot();
  }

  /** The column of each of the model's feature numbers. */
  private static int[] columns(ImmutableFeatureMap features, Map<String, Integer> columnOf) {
    int[] columns = new int[features.size()];
    for (int id = 0; id < columns.length; id++) {
      String name = features.get(id).getName();
      Integer column = columnOf.get(name);
      if (column == null) {
        throw new IllegalArgumentException(
            "The model reads feature " + name + ", which is not in the rows.");
      }
      columns[id] = column;
    }
    return columns;
  }

  private void add(Node<Regressor> node, double share, int[] columnOf) {
    int place = nodes++;
    if (place == columns.length) {
      columns = Arrays.copyOf(columns, 2 * place);
      values = Arrays.copyOf(values, 2 * place);
      above = Arrays.copyOf(above, 2 * place);
    }
    if (node instanceof SplitNode<Regressor> split) {
      columns[place] = columnOf[split.getFeatureID()];
      values[place] = split.splitValue();
      add(split.getLessThanOrEqual(), share, columnOf);
      above[place] = nodes;
      add(split.getGreaterThan(), share, columnOf);
    } else {
      columns[place] = LEAF;
      values[place] = share * ((LeafNode<Regressor>) node).getOutput().getValues()[0];
    }
  }

  private void trim() {
    roots = Arrays.copyOf(roots, trees);
    columns = Arrays.copyOf(columns, nodes);
    values = Arrays.copyOf(values, nodes);
    above = Arrays.copyOf(above, nodes);
  }

  @Override
  public void predict(double[][] rows, int count, double[] predictions) {
    Arrays.fill(predictions, 0, count, 0);
    // Tree by tree, so that a tree stays in the processor's cache for all rows.
    for (int root : roots) {
      for (int i = 0; i < count; i++) {
        predictions[i] += values[leaf(root, rows[i])];
      }
    }
  }

  private int leaf(int root, double[] row) {
    int node = root;
    int column = columns[node];
    while (column != LEAF) {
      node = row[column] > values[node] ? above[node] : node + 1;
      column = columns[node];
    }
    return node;
  }
}
