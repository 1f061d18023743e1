package io.github.tribuopnas.space;

import java.math.BigInteger;
import java.util.List;

/**
 * The cells with labeled blocks that a permutation of the labels leaves as they are.
 *
 * <p>In such a cell one block of each cycle of the permutation determines the others of the cycle,
 * and it must itself be unchanged when the permutation is applied as often as its cycle is long. No
 * block reads its own cycle and cycles do not read each other in a circle, for the cell has no
 * circle.
 */
final class FixedCells {

  private final int[] lengths;
  private final long inputs;
  private final long operations;

  /** Takes the lengths of the cycles; their sum is the number of blocks. */
  FixedCells(List<Integer> cycles, long inputs, long operations) {
    lengths = cycles.stream().mapToInt(Integer::intValue).toArray();
    this.inputs = inputs;
    this.operations = operations;
  }

  /**
   * Counts them by Robinson's recursion for acyclic graphs: over the sets of cycles that nothing
   * reads, by inclusion and exclusion.
   */
  BigInteger count() {
    int sets = 1 << lengths.length;
    BigInteger[] counts = new BigInteger[sets];
    counts[0] = BigInteger.ONE;
    for (int cycles = 1; cycles < sets; cycles++) {
      counts[cycles] = BigInteger.ZERO;
      for (int unread = cycles; unread != 0; unread = (unread - 1) & cycles) {
        int rest = cycles & ~unread;
        BigInteger ways = counts[rest].multiply(ways(unread, rest));
        counts[cycles] =
            Integer.bitCount(unread) % 2 == 1
                ? counts[cycles].add(ways)
                : counts[cycles].subtract(ways);
      }
    }
    return counts[sets - 1];
  }

  /** The ways in which every cycle of one set can read cycles of another and the cell's inputs. */
  private BigInteger ways(int readers, int read) {
    BigInteger ways = BigInteger.ONE;
    for (int reader = 0; reader < lengths.length; reader++) {
      if ((readers & 1 << reader) != 0) {
        ways = ways.multiply(BigInteger.valueOf(blocks(lengths[reader], read)));
      }
    }
    return ways;
  }

  /**
   * The blocks of a cycle of some length that stay as they are when the permutation is applied that
   * often: both branches read what stays in place, or each reads what the other read before and
   * their operations are the same.
   */
  private long blocks(int length, int read) {
    long inPlace = inputs;
    long exchangedPairs = 0;
    for (int cycle = 0; cycle < lengths.length; cycle++) {
      if ((read & 1 << cycle) == 0) {
        continue;
      }
      if (length % lengths[cycle] == 0) {
        inPlace += lengths[cycle];
      } else if (2 * length % lengths[cycle] == 0) {
        exchangedPairs += lengths[cycle] / 2;
      }
    }
    long branches = inPlace * operations;
    return branches * (branches + 1) / 2 + exchangedPairs * operations;
  }
}
