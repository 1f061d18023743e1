package io.github.tribuopnas.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Cells as plain lists of blocks, and facts about them found by trying all numberings: what the
 * tests of {@link Cell} compare it with.
 */
final class Graphs {

  private static final Comparator<Branch> BRANCH_ORDER =
      Comparator.comparingInt(Branch::input).thenComparing(Branch::operation);

  private static final Comparator<Block> BLOCK_ORDER =
      Comparator.comparing(Block::left, BRANCH_ORDER).thenComparing(Block::right, BRANCH_ORDER);

  private Graphs() {}

  /** Blocks with any inputs that a cell allows, not in canonical form. */
  static List<Block> random(
      int size, List<Operation> operations, List<Integer> inputs, RandomGenerator random) {
    List<Integer> reachable = new ArrayList<>(inputs);
    List<Block> blocks = new ArrayList<>();
    for (int number = 1; number <= size; number++) {
      Branch[] pair = new Branch[2];
      for (int side = 0; side < 2; side++) {
        pair[side] =
            new Branch(
                reachable.get(random.nextInt(reachable.size())),
                operations.get(random.nextInt(operations.size())));
      }
      blocks.add(new Block(pair[0], pair[1]));
      reachable.add(number);
    }
    return blocks;
  }

  /** The same graph: blocks in another order where the inputs allow it, sides swapped at random. */
  static List<Block> disguised(List<Block> blocks, RandomGenerator random) {
    int size = blocks.size();
    int[] newNumber = new int[size + 1];
    List<Block> result = new ArrayList<>();
    while (result.size() < size) {
      int number = 1 + random.nextInt(size);
      Block block = blocks.get(number - 1);
      if (newNumber[number] == 0
          && isPlaced(block.left(), newNumber)
          && isPlaced(block.right(), newNumber)) {
        Branch left = renumbered(block.left(), newNumber);
        Branch right = renumbered(block.right(), newNumber);
        result.add(random.nextBoolean() ? new Block(left, right) : new Block(right, left));
        newNumber[number] = result.size();
      }
    }
    return result;
  }

  private static boolean isPlaced(Branch branch, int[] newNumber) {
    return branch.input() < 1 || newNumber[branch.input()] > 0;
  }

  /** Whether some one-to-one map of blocks turns one graph into the other. */
  static boolean isomorphic(List<Block> one, List<Block> other) {
    if (one.size() != other.size()) {
      return false;
    }
    List<Block> sorted = other.stream().map(Graphs::sorted).toList();
    for (int[] newNumber : numberings(one.size())) {
      boolean same = true;
      for (int number = 1; same && number <= one.size(); number++) {
        Block image = renumbered(one.get(number - 1), newNumber);
        same = image.equals(sorted.get(newNumber[number] - 1));
      }
      if (same) {
        return true;
      }
    }
    return false;
  }

  /** The least list of blocks among all numberings in which no block reads a later one. */
  static List<Block> leastNumbering(List<Block> blocks) {
    List<Block> least = null;
    for (int[] newNumber : numberings(blocks.size())) {
      List<Block> images = new ArrayList<>(Collections.nCopies(blocks.size(), null));
      boolean allowed = true;
      for (int number = 1; number <= blocks.size(); number++) {
        Block image = renumbered(blocks.get(number - 1), newNumber);
        allowed &= image.right().input() < newNumber[number];
        images.set(newNumber[number] - 1, image);
      }
      if (allowed && (least == null || compare(images, least) < 0)) {
        least = images;
      }
    }
    return least;
  }

  private static int compare(List<Block> one, List<Block> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = BLOCK_ORDER.compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static Block renumbered(Block block, int[] newNumber) {
    return sorted(
        new Block(renumbered(block.left(), newNumber), renumbered(block.right(), newNumber)));
  }

  private static Branch renumbered(Branch branch, int[] newNumber) {
    int input = branch.input();
    return new Branch(input > 0 ? newNumber[input] : input, branch.operation());
  }

  private static Block sorted(Block block) {
    return BRANCH_ORDER.compare(block.left(), block.right()) <= 0
        ? block
        : new Block(block.right(), block.left());
  }

  /** All permutations of 1 to {@code size}; index 0 is unused. */
  private static List<int[]> numberings(int size) {
    List<int[]> all = new ArrayList<>();
    extend(new int[size + 1], 1, all);
    return all;
  }

  private static void extend(int[] newNumber, int number, List<int[]> all) {
    int size = newNumber.length - 1;
    if (number > size) {
      all.add(newNumber.clone());
      return;
    }
    for (int candidate = 1; candidate <= size; candidate++) {
      boolean taken = false;
      for (int earlier = 1; earlier < number; earlier++) {
        taken |= newNumber[earlier] == candidate;
      }
      if (!taken) {
        newNumber[number] = candidate;
        extend(newNumber, number + 1, all);
      }
    }
  }
}
