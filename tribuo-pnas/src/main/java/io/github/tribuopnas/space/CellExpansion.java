package io.github.tribuopnas.space;

import java.util.ArrayList;
import java.util.List;

/** Makes the children of cells: one block more, in every way. An immutable value. */
final class CellExpansion {

  /**
   * Above this fraction of the heap an expansion is refused rather than left to run out of memory.
   */
  private static final long SHARE = 4;

  /** The branches that block b can have, as codes, at index b. */
  private final int[][] branches;

  CellExpansion(int blocks, List<Operation> operations, List<Integer> inputs) {
    branches = new int[blocks + 1][];
    List<Integer> reachable = new ArrayList<>(inputs);
    for (int number = 1; number <= blocks; number++) {
      branches[number] =
          reachable.stream()
              .flatMapToInt(
                  input ->
                      operations.stream().mapToInt(operation -> CellCode.branch(input, operation)))
              .toArray();
      reachable.add(number);
    }
  }

  /** The distinct children, with {@code level} blocks each, of canonical codes with one less. */
  Candidates<Cell> expand(long[] parents, int level) {
    int[] choices = branches[level];
    long[] children = new long[Math.toIntExact(children(parents.length, level))];
    Canonicalizer canonicalizer = new Canonicalizer();
    int count = 0;
    for (long parent : parents) {
      canonicalizer.load(parent, level - 1);
      for (int left = 0; left < choices.length; left++) {
        for (int right = left; right < choices.length; right++) {
          canonicalizer.set(level, choices[left], choices[right]);
          children[count++] = canonicalizer.canonical(level);
        }
      }
    }
    return CellCandidates.ofDistinct(children);
  }

  /**
   * Refuses an expansion that might run out of memory.
   *
   * @throws IllegalArgumentException if it is too large
   */
  void checkMemory(int parents, int level) {
    long children = children(parents, level);
    long heap = Runtime.getRuntime().maxMemory();
    long most = Math.min(Integer.MAX_VALUE - 8L, heap / SHARE / Long.BYTES);
    if (children > most) {
      throw new IllegalArgumentException(
          "expanding "
              + parents
              + " cells gives up to "
              + children
              + " children; allowed with this heap are "
              + most
              + ". Expand fewer cells at once or raise the heap with -Xmx");
    }
  }

  /** How many children there are before duplicates are removed. */
  private long children(int parents, int level) {
    long choices = branches[level].length;
    return parents * (choices * (choices + 1) / 2);
  }
}
