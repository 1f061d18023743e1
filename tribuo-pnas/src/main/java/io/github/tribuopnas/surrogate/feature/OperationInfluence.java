package io.github.tribuopnas.surrogate.feature;

import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Operation;
import java.util.Arrays;

/**
 * How often each operation lies on a path from a cell's inputs to the sum of a block, in the mean
 * over blocks and over the paths to each, where each side of a block weighs half. An operation in a
 * block that others read counts for these too. Kept between cells, so that none needs new arrays.
 * Not safe for use by several threads.
 */
final class OperationInfluence {

  /** Of each block, the mean number of paths that pass through its sum. */
  private final double[] weight = new double[Cell.MAX_BLOCKS + 1];

  private final double[] influence = new double[Operation.values().length];

  /** Measures a cell, forgetting the one before. */
  void measure(Cell cell) {
    int blocks = cell.size();
    Arrays.fill(influence, 0);
    Arrays.fill(weight, 1.0 / blocks);
    // Blocks read only those before them, so that the weight of a block is known when it is due.
    for (int number = blocks; number >= 1; number--) {
      add(cell.left(number), weight[number] / 2);
      add(cell.right(number), weight[number] / 2);
    }
  }

  private void add(Branch branch, double part) {
    influence[branch.operation().ordinal()] += part;
    if (branch.input() > 0) {
      weight[branch.input()] += part;
    }
  }

  /** The influence of an operation in the cell that was measured. */
  double of(Operation operation) {
    return influence[operation.ordinal()];
  }
}
