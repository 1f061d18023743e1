package io.github.tribuopnas.surrogate.tree;

import io.github.tribuopnas.surrogate.row.Columns;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.IndependentRegressionTreeModel;

/**
 * Turns models made of trees into {@link FlatTrees}. Tribuo's own prediction builds a vector from
 * the names of all features for each tree anew, which takes a hundred times as long. A leaf's value
 * becomes its part of the mean over all trees.
 */
public final class CompiledTrees {

  private final FlatTrees.Builder trees = new FlatTrees.Builder();
  private final List<String> names;

  private CompiledTrees(List<String> names) {
    this.names = names;
  }

  /**
   * Compiles boosted trees, a tree, or an ensemble of equally weighted trees or of such ensembles.
   *
   * @param model a model of one output
   * @param names the names of the columns of the rows to be predicted
   * @return the compiled model; nothing if the model contains anything but trees
   * @throws IllegalArgumentException if the model reads a feature that is no column
   */
  public static Optional<FlatTrees> compile(Model<Regressor> model, List<String> names) {
    CompiledTrees compiled = new CompiledTrees(names);
    return compiled.add(model, 1) ? Optional.of(compiled.trees.build()) : Optional.empty();
  }

  private boolean add(Model<Regressor> model, double weight) {
    if (model instanceof WeightedEnsembleModel<Regressor> ensemble) {
      List<Model<Regressor>> members = ensemble.getModels();
      for (Model<Regressor> member : members) {
        if (!add(member, weight / members.size())) {
          return false;
        }
      }
      return true;
    }
    if (model instanceof BoostedTreesModel boosted) {
      trees.addAll(boosted.trees(), weight, Columns.of(boosted.getFeatureIDMap(), names));
      return true;
    }
    if (!(model instanceof TreeModel<Regressor> tree)) {
      return false;
    }
    Node<Regressor> root = root(tree);
    if (root == null) {
      return false;
    }
    trees.beginTree();
    add(root, weight, Columns.of(tree.getFeatureIDMap(), names));
    return true;
  }

  /** The root of a tree of one output, or null if it has several. */
  private static @Nullable Node<Regressor> root(TreeModel<Regressor> tree) {
    if (tree.getOutputIDInfo().size() != 1) {
      return null;
    }
    if (tree instanceof IndependentRegressionTreeModel independent) {
      return independent.getRoots().values().iterator().next();
    }
    return tree.getRoot();
  }

  private void add(Node<Regressor> node, double weight, int[] columns) {
    if (node instanceof SplitNode<Regressor> split) {
      int place = trees.addSplit(columns[split.getFeatureID()], split.splitValue());
      add(split.getLessThanOrEqual(), weight, columns);
      trees.beginAbove(place);
      add(split.getGreaterThan(), weight, columns);
    } else {
      trees.addLeaf(weight * ((LeafNode<Regressor>) node).getOutput().getValues()[0]);
    }
  }
}
