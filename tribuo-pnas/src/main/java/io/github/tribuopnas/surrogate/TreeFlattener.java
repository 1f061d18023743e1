package io.github.tribuopnas.surrogate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.IndependentRegressionTreeModel;

/** Copies the nodes of trees into growing arrays. */
final class TreeFlattener {

  private final Map<String, Integer> columns = new HashMap<>();
  private int nodes;
  private int[] feature = new int[1024];
  private double[] split = new double[1024];
  private int[] child = new int[1024];
  private int trees;
  private int[] root = new int[64];
  private double[] weight = new double[64];

  /** Takes the names of the features in the order of the columns. */
  TreeFlattener(List<String> names) {
    for (int column = 0; column < names.size(); column++) {
      columns.put(names.get(column), column);
    }
  }

  /** Says whether a model consists of trees of one output alone. */
  static boolean isTrees(Model<Regressor> model) {
    if (model.getOutputIDInfo().size() != 1) {
      return false;
    }
    if (model instanceof EnsembleModel<Regressor> ensemble) {
      return ensemble.getModels().stream().allMatch(TreeFlattener::isTrees);
    }
    return model instanceof TreeModel<Regressor>;
  }

  /** Adds all trees of a model, which share its weight equally. */
  void add(Model<Regressor> model, double share) {
    if (model instanceof EnsembleModel<Regressor> ensemble) {
      for (Model<Regressor> member : ensemble.getModels()) {
        add(member, share / ensemble.getNumModels());
      }
      return;
    }
    if (trees == root.length) {
      root = Arrays.copyOf(root, 2 * trees);
      weight = Arrays.copyOf(weight, 2 * trees);
    }
    root[trees] = allocate(1);
    weight[trees] = share;
    fill(root[trees], rootOf(model), model.getFeatureIDMap());
    trees++;
  }

  private static Node<Regressor> rootOf(Model<Regressor> model) {
    if (model instanceof IndependentRegressionTreeModel independent) {
      return independent.getRoots().values().iterator().next();
    }
    return ((TreeModel<Regressor>) model).getRoot();
  }

  private int allocate(int count) {
    int first = nodes;
    nodes += count;
    if (nodes > feature.length) {
      feature = Arrays.copyOf(feature, 2 * feature.length);
      split = Arrays.copyOf(split, feature.length);
      child = Arrays.copyOf(child, feature.length);
    }
    return first;
  }

  private void fill(int at, Node<Regressor> node, ImmutableFeatureMap ids) {
    if (node instanceof LeafNode<Regressor> leaf) {
      split[at] = leaf.getOutput().getValues()[0];
      child[at] = -1;
      return;
    }
    SplitNode<Regressor> splitNode = (SplitNode<Regressor>) node;
    String name = ids.get(splitNode.getFeatureID()).getName();
    Integer column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException("the tree splits by an unknown feature: " + name);
    }
    int pair = allocate(2);
    feature[at] = column;
    split[at] = splitNode.splitValue();
    child[at] = pair;
    fill(pair, splitNode.getLessThanOrEqual(), ids);
    fill(pair + 1, splitNode.getGreaterThan(), ids);
  }

  int trees() {
    return trees;
  }

  int[] roots() {
    return Arrays.copyOf(root, trees);
  }

  double[] weights() {
    return Arrays.copyOf(weight, trees);
  }

  int[] features() {
    return Arrays.copyOf(feature, nodes);
  }

  /** The thresholds of split nodes and the values of leaves. */
  double[] splits() {
    return Arrays.copyOf(split, nodes);
  }

  /** The first of each node's two children, -1 at leaves. */
  int[] children() {
    return Arrays.copyOf(child, nodes);
  }
}
