package io.github.tribuopnas.surrogate.tree;

import io.github.tribuopnas.surrogate.row.BlockRegressor;
import io.github.tribuopnas.surrogate.row.RowBlock;
import io.github.tribuopnas.surrogate.row.Thresholds;
import java.util.Arrays;
import java.util.List;

/**
 * Trees of at most three levels of splits, predicted for 64 rows at a time by operations on words
 * of bits (in the manner of QuickScorer, Lucchese et al. 2015): from the bits of a tree's seven
 * splits follow the three bits of each row's leaf. Trees go in pairs, whose six bits choose one of
 * 64 sums of two leaves. Immutable.
 */
final class ShallowTrees implements BlockRegressor {

  /** The most splits on a way from the root to a leaf. */
  static final int DEPTH = 3;

  private static final int SPLITS = (1 << DEPTH) - 1;
  private static final int LEAVES = 1 << DEPTH;
  private static final int SUMS = LEAVES * LEAVES;
  private static final int BYTE = 0xFF;

  /** Of each pair, the first words of the thresholds of its splits, level by level. */
  private final int[] splits;

  /** Of each pair, the sums of two leaves by six bits. */
  private final double[] sums;

  /**
   * Makes the form of trees for blocks.
   *
   * @param trees the trees
   * @param chosen which of them, by number
   * @param thresholds those of all splits, at least
   */
  ShallowTrees(FlatTrees trees, List<Integer> chosen, Thresholds thresholds) {
    int pairs = (chosen.size() + 1) / 2;
    splits = new int[pairs * 2 * SPLITS];
    sums = new double[pairs * SUMS];
    Arrays.fill(splits, RowBlock.WORDS * thresholds.size());
    for (int i = 0; i < chosen.size(); i++) {
      double[] leaves = new double[LEAVES];
      int node = trees.roots()[chosen.get(i)];
      new Complete(trees, thresholds, i * SPLITS, leaves).add(node, 0, 0);
      for (int sum = 0; sum < SUMS; sum++) {
        sums[i / 2 * SUMS + sum] += leaves[i % 2 == 0 ? sum / LEAVES : sum % LEAVES];
      }
    }
  }

  /** Writes a tree as a complete one, whose missing splits no row is above. */
  private final class Complete {

    private final FlatTrees trees;
    private final Thresholds thresholds;
    private final int first;
    private final double[] leaves;

    Complete(FlatTrees trees, Thresholds thresholds, int first, double[] leaves) {
      this.trees = trees;
      this.thresholds = thresholds;
      this.first = first;
      this.leaves = leaves;
    }

    /** Adds a node: the {@code place}th from below of a level. */
    void add(int node, int level, int place) {
      int column = trees.columns()[node];
      if (column == FlatTrees.LEAF) {
        leaves[place << (DEPTH - level)] = trees.values()[node];
        return;
      }
      int number = thresholds.first(column) + thresholds.place(column, trees.values()[node]);
      splits[first + (1 << level) - 1 + place] = RowBlock.WORDS * number;
      add(node + 1, level + 1, 2 * place);
      add(trees.above()[node], level + 1, 2 * place + 1);
    }
  }

  /** Whether a tree is of that kind. */
  static boolean fits(FlatTrees trees, int tree) {
    return fits(trees, trees.roots()[tree], DEPTH);
  }

  private static boolean fits(FlatTrees trees, int node, int levels) {
    return trees.columns()[node] == FlatTrees.LEAF
        || levels > 0
            && fits(trees, node + 1, levels - 1)
            && fits(trees, trees.above()[node], levels - 1);
  }

  @Override
  public void predict(RowBlock block, double[] predictions) {
    Arrays.fill(predictions, 0);
    for (int word = 0; Long.SIZE * word < block.count(); word++) {
      for (int pair = 0; pair < sums.length / SUMS; pair++) {
        addPair(pair, block.above(), word, predictions);
      }
    }
  }

  private void addPair(int pair, long[] above, int word, double[] predictions) {
    int split = pair * 2 * SPLITS;
    long high = above[splits[split] + word];
    long middle = chosen(high, above, splits, split + 1, word);
    long low = lowest(high, middle, above, splits, split + 3, word);
    int second = split + SPLITS;
    long secondHigh = above[splits[second] + word];
    long secondMiddle = chosen(secondHigh, above, splits, second + 1, word);
    long secondLow = lowest(secondHigh, secondMiddle, above, splits, second + 3, word);
    int sum = pair * SUMS;
    int row = word * Long.SIZE;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      long places =
          transposed(
              (secondLow >>> shift & BYTE)
                  | (secondMiddle >>> shift & BYTE) << 8
                  | (secondHigh >>> shift & BYTE) << 16
                  | (low >>> shift & BYTE) << 24
                  | (middle >>> shift & BYTE) << 32
                  | (high >>> shift & BYTE) << 40);
      for (int i = 0; i < Byte.SIZE; i++) {
        predictions[row + i] += sums[sum + ((int) places & BYTE)];
        places >>>= Byte.SIZE;
      }
      row += Byte.SIZE;
    }
  }

  /** The bits of the upper of two splits where another is 1, else those of the lower. */
  private static long chosen(long upper, long[] above, int[] splits, int first, int word) {
    return chosen(upper, above[splits[first + 1] + word], above[splits[first] + word]);
  }

  private static long lowest(
      long high, long middle, long[] above, int[] splits, int first, int word) {
    return chosen(
        high,
        chosen(middle, above, splits, first + 2, word),
        chosen(middle, above, splits, first, word));
  }

  private static long chosen(long which, long ofOne, long ofZero) {
    return ofZero ^ ((ofOne ^ ofZero) & which);
  }

  /** Turns a matrix of 8 by 8 bits, a byte each row (Warren, Hacker's Delight, section 7-3). */
  private static long transposed(long matrix) {
    long x = matrix;
    long t = (x ^ x >>> 7) & 0x00AA00AA00AA00AAL;
    x ^= t ^ t << 7;
    t = (x ^ x >>> 14) & 0x0000CCCC0000CCCCL;
    x ^= t ^ t << 14;
    t = (x ^ x >>> 28) & 0x00000000F0F0F0F0L;
    return x ^ t ^ t << 28;
  }
}
