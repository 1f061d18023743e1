package io.github.tribuopnas.surrogate;

import java.util.List;
import java.util.Optional;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;

/**
 * Tribuo's regression trees in flat arrays: members that are single trees, forests or bags of them.
 * Gives the same answers as Tribuo's own prediction, with nothing allocated per row. The trees of a
 * nested ensemble count equally. Immutable and safe for use by several threads.
 */
final class CompiledTrees {

  private final int columns;

  /** Tree numbers at which the members begin, and the number of trees. */
  private final int[] memberStart;

  private final int[] root;
  private final double[] weight;
  private final int[] feature;
  private final double[] split;

  /** The left child; the right one is next to it. -1 at leaves, whose value is in split. */
  private final int[] child;

  private CompiledTrees(TreeFlattener trees, int columns, int[] memberStart) {
    this.columns = columns;
    this.memberStart = memberStart;
    root = trees.roots();
    weight = trees.weights();
    feature = trees.features();
    split = trees.splits();
    child = trees.children();
  }

  /** Compiles the members; empty if not all of them consist of trees with one output. */
  static Optional<CompiledTrees> compile(List<Model<Regressor>> members, List<String> names) {
    if (!members.stream().allMatch(TreeFlattener::isTrees)) {
      return Optional.empty();
    }
    TreeFlattener trees = new TreeFlattener(names);
    int[] memberStart = new int[members.size() + 1];
    for (int member = 0; member < members.size(); member++) {
      trees.add(members.get(member), 1);
      memberStart[member + 1] = trees.trees();
    }
    return Optional.of(new CompiledTrees(trees, names.size(), memberStart));
  }

  int members() {
    return memberStart.length - 1;
  }

  /**
   * Adds up the predictions of one member for some rows. Tree by tree, so that a tree stays in the
   * cache.
   *
   * @param rows the features, row after row
   * @param count how many rows there are
   * @param prediction takes the predictions
   */
  void predict(int member, double[] rows, int count, double[] prediction) {
    for (int row = 0; row < count; row++) {
      prediction[row] = 0;
    }
    for (int tree = memberStart[member]; tree < memberStart[member + 1]; tree++) {
      double share = weight[tree];
      int start = root[tree];
      for (int row = 0, offset = 0; row < count; row++, offset += columns) {
        int node = start;
        int next = child[node];
        while (next >= 0) {
          node = next + (rows[offset + feature[node]] > split[node] ? 1 : 0);
          next = child[node];
        }
        prediction[row] += share * split[node];
      }
    }
  }
}
