package io.github.tribuopnas.surrogate.feature;

import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;

/**
 * The lengths of the paths from a cell's inputs to the sums of its blocks. Kept between cells, so
 * that none needs new arrays. Not safe for use by several threads.
 */
final class PathLengths {

  // Of each block by number; at 0 those of the inputs, which are 0.
  private final int[] level = new int[Cell.MAX_BLOCKS + 1];
  private final int[] most = new int[Cell.MAX_BLOCKS + 1];
  private final int[] least = new int[Cell.MAX_BLOCKS + 1];
  private final double[] mean = new double[Cell.MAX_BLOCKS + 1];
  private int blocks;

  /** Measures a cell, forgetting the one before. */
  void measure(Cell cell) {
    blocks = cell.size();
    for (int number = 1; number <= blocks; number++) {
      Branch left = cell.left(number);
      Branch right = cell.right(number);
      int fromLeft = source(left);
      int fromRight = source(right);
      int onLeft = left.operation().depth();
      int onRight = right.operation().depth();
      level[number] = 1 + Math.max(level[fromLeft], level[fromRight]);
      most[number] = Math.max(most[fromLeft] + onLeft, most[fromRight] + onRight);
      least[number] = Math.min(least[fromLeft] + onLeft, least[fromRight] + onRight);
      mean[number] = (mean[fromLeft] + onLeft + mean[fromRight] + onRight) / 2;
    }
  }

  private static int source(Branch branch) {
    return Math.max(branch.input(), 0);
  }

  int maxLevel() {
    return max(level);
  }

  double meanLevel() {
    return mean(level);
  }

  int maxMostConvolutions() {
    return max(most);
  }

  double meanMostConvolutions() {
    return mean(most);
  }

  double meanLeastConvolutions() {
    return mean(least);
  }

  double meanConvolutions() {
    double sum = 0;
    for (int number = 1; number <= blocks; number++) {
      sum += mean[number];
    }
    return sum / blocks;
  }

  private int max(int[] ofBlocks) {
    int max = 0;
    for (int number = 1; number <= blocks; number++) {
      max = Math.max(max, ofBlocks[number]);
    }
    return max;
  }

  private double mean(int[] ofBlocks) {
    int sum = 0;
    for (int number = 1; number <= blocks; number++) {
      sum += ofBlocks[number];
    }
    return (double) sum / blocks;
  }
}
