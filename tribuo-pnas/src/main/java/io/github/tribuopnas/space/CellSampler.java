package io.github.tribuopnas.space;

import java.util.List;
import java.util.random.RandomGenerator;

/** Draws cells of a space at random. Not safe for use by several threads. */
final class CellSampler {

  private final List<Integer> inputs;
  private final List<Operation> operations;
  private final RandomGenerator random;
  private final Canonicalizer canonicalizer = new Canonicalizer();

  CellSampler(CellSpace space, RandomGenerator random) {
    inputs = space.inputs();
    operations = space.operations();
    this.random = random;
  }

  /**
   * Draws uniformly from all distinct cells of some blocks: draws a numbered cell, each block
   * uniformly from all unordered pairs of branches, until the numbering is the canonical one of its
   * cell. Every cell has exactly one.
   */
  Cell uniform(int size) {
    while (true) {
      for (int number = 1; number <= size; number++) {
        int branches = reachable(number) * operations.size();
        int left = random.nextInt(branches);
        // One value more than there are branches makes equal pairs as likely as all others.
        int right = random.nextInt(branches + 1);
        canonicalizer.set(number, branch(left), branch(right == branches ? left : right));
      }
      long code = canonicalizer.plain(size);
      if (canonicalizer.canonical(size) == code) {
        return new Cell(code);
      }
    }
  }

  /** Draws one change of one branch until the cell is another one. */
  Cell neighbor(Cell parent) {
    int size = parent.size();
    while (true) {
      canonicalizer.load(parent.code(), size);
      int number = 1 + random.nextInt(size);
      int left = canonicalizer.left(number);
      int right = canonicalizer.right(number);
      if (random.nextBoolean()) {
        canonicalizer.set(number, changed(left, number), right);
      } else {
        canonicalizer.set(number, left, changed(right, number));
      }
      long code = canonicalizer.canonical(size);
      if (code != parent.code()) {
        return new Cell(code);
      }
    }
  }

  private int changed(int branch, int number) {
    if (random.nextBoolean()) {
      int input = input(random.nextInt(reachable(number)));
      return CellCode.branch(input, CellCode.operation(branch));
    }
    Operation operation = operations.get(random.nextInt(operations.size()));
    return CellCode.branch(CellCode.input(branch), operation);
  }

  /** How many inputs a block can read. */
  private int reachable(int number) {
    return inputs.size() + number - 1;
  }

  private int branch(int choice) {
    return CellCode.branch(
        input(choice / operations.size()), operations.get(choice % operations.size()));
  }

  private int input(int choice) {
    return choice < inputs.size() ? inputs.get(choice) : choice - inputs.size() + 1;
  }
}
