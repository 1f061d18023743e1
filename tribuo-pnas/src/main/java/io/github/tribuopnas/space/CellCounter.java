package io.github.tribuopnas.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the cells of a space exactly, without enumerating them.
 *
 * <p>Distinct cells are the orbits of all cells with arbitrarily labeled blocks under relabeling,
 * so by Burnside's lemma their number is the mean, over all permutations of the labels, of the
 * number of cells that the permutation leaves as they are ({@link FixedCells}). Permutations with
 * the same lengths of cycles leave equally many, so one of each kind is enough: seven for five
 * blocks.
 */
public final class CellCounter {

  private CellCounter() {}

  /**
   * Counts every level of a space.
   *
   * @param space the space
   * @return the counts of levels 1 to {@link CellSpace#levels()}, in order
   */
  public static List<LevelCount> count(CellSpace space) {
    long operations = space.operations().size();
    long inputs = space.inputs().size();
    List<LevelCount> counts = new ArrayList<>();
    BigInteger raw = BigInteger.ONE;
    BigInteger swapDistinct = BigInteger.ONE;
    for (int blocks = 1; blocks <= space.levels(); blocks++) {
      long branches = (inputs + blocks - 1) * operations;
      raw = raw.multiply(BigInteger.valueOf(branches * branches));
      swapDistinct = swapDistinct.multiply(BigInteger.valueOf(branches * (branches + 1) / 2));
      counts.add(new LevelCount(blocks, raw, swapDistinct, distinct(blocks, inputs, operations)));
    }
    return List.copyOf(counts);
  }

  private static BigInteger distinct(int blocks, long inputs, long operations) {
    BigInteger permutations = factorial(blocks);
    BigInteger fixed = BigInteger.ZERO;
    for (List<Integer> cycles : partitions(blocks, blocks)) {
      BigInteger alike = permutations.divide(symmetries(cycles));
      fixed = fixed.add(alike.multiply(new FixedCells(cycles, inputs, operations).count()));
    }
    return fixed.divide(permutations);
  }

  /** All ways to write a number as a sum of ascending parts, none above {@code largest}. */
  private static List<List<Integer>> partitions(int sum, int largest) {
    if (sum == 0) {
      return List.of(List.of());
    }
    List<List<Integer>> partitions = new ArrayList<>();
    for (int part = Math.min(sum, largest); part >= 1; part--) {
      for (List<Integer> rest : partitions(sum - part, part)) {
        List<Integer> partition = new ArrayList<>(rest);
        partition.add(part);
        partitions.add(partition);
      }
    }
    return partitions;
  }

  /** How many permutations commute with one that has cycles of these ascending lengths. */
  private static BigInteger symmetries(List<Integer> cycles) {
    long symmetries = 1;
    int run = 0;
    for (int i = 0; i < cycles.size(); i++) {
      run = i > 0 && cycles.get(i).equals(cycles.get(i - 1)) ? run + 1 : 1;
      symmetries *= (long) cycles.get(i) * run;
    }
    return BigInteger.valueOf(symmetries);
  }

  private static BigInteger factorial(int n) {
    return n == 0 ? BigInteger.ONE : BigInteger.valueOf(n).multiply(factorial(n - 1));
  }
}
