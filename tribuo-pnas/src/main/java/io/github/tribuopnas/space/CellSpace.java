package io.github.tribuopnas.space;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * The space of PNAS (section 3.1): all cells of up to a number of blocks, whose branches use some
 * operations and some of the two inputs from outside the cell. A level is a number of blocks. An
 * immutable value, safe for use by several threads.
 */
public final class CellSpace implements SearchSpace<Cell> {

  private final int blocks;
  private final List<Operation> operations;
  private final List<Integer> inputs;
  private final CellExpansion expansion;

  private CellSpace(Builder builder) {
    blocks = builder.blocks;
    operations = List.copyOf(builder.operations);
    inputs = List.copyOf(builder.inputs);
    expansion = new CellExpansion(blocks, operations, inputs);
  }

  /**
   * Returns a builder of a space with the operations of the paper and both inputs.
   *
   * @return the builder, whose number of blocks has yet to be set
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the operations that branches may use.
   *
   * @return the operations, in the order of the enum
   */
  public List<Operation> operations() {
    return operations;
  }

  /**
   * Returns the inputs from outside the cell that branches may use.
   *
   * @return {@link Branch#BEFORE_PREVIOUS}, {@link Branch#PREVIOUS} or both, in this order
   */
  public List<Integer> inputs() {
    return inputs;
  }

  @Override
  public int levels() {
    return blocks;
  }

  @Override
  public int level(Cell cell) {
    return cell.size();
  }

  @Override
  public Candidates<Cell> initial() {
    return expansion.expand(new long[] {CellCode.EMPTY}, 1);
  }

  /**
   * Returns all distinct cells that arise when one block is added to one of the parents, in every
   * way.
   *
   * @throws IllegalArgumentException if the parents differ in their number of blocks, have as many
   *     as the space allows, are not in this space, or are so many that the children would take
   *     more than a quarter of the memory
   */
  @Override
  public Candidates<Cell> expand(List<Cell> parents) {
    int level = parents.isEmpty() ? 0 : parents.get(0).size();
    if (level >= blocks) {
      throw new IllegalArgumentException(
          "cells of " + level + " blocks cannot be expanded in a space of " + blocks + " blocks");
    }
    expansion.checkMemory(parents.size(), level + 1);
    long[] codes = new long[parents.size()];
    int count = 0;
    for (Cell parent : parents) {
      if (parent.size() != level) {
        throw new IllegalArgumentException(
            "parents of " + level + " and of " + parent.size() + " blocks; allowed is one number");
      }
      codes[count++] = checked(parent).code();
    }
    return expansion.expand(codes, level + 1);
  }

  /**
   * Returns a cell drawn uniformly from all distinct cells of a level.
   *
   * <p>Draws a numbering of blocks uniformly, each block from all unordered pairs of branches, and
   * keeps it if it is the canonical one of its cell: every cell has exactly one. A cell of five
   * blocks takes about seven draws.
   *
   * @throws IllegalArgumentException if the level is not one of this space
   */
  @Override
  public Cell random(int level, RandomGenerator random) {
    checkLevel(level);
    return new CellSampler(this, random).uniform(level);
  }

  private void checkLevel(int level) {
    if (level < 1 || level > blocks) {
      throw new IllegalArgumentException(
          "level " + level + "; allowed are 1 to " + blocks + " in this space");
    }
  }

  /**
   * Returns a cell in which the input or the operation of one branch was replaced by another; which
   * branch, which of the two and the new value are drawn uniformly. Draws again where the change
   * gives the same graph.
   *
   * @throws IllegalArgumentException if the cell is not in this space, or is the only one of its
   *     level
   */
  @Override
  public Cell mutate(Cell parent, RandomGenerator random) {
    boolean oneBranch = operations.size() == 1 && inputs.size() == 1;
    if (checked(parent).size() == 1 && oneBranch) {
      throw new IllegalArgumentException(
          "cell " + parent + " is the only one of its level in this space");
    }
    return new CellSampler(this, random).neighbor(parent);
  }

  /**
   * Returns the choices of each block in turn, as the paper's controllers take them: the inputs of
   * the left and of the right branch, then their operations. Inputs are numbered {@code pp}, {@code
   * p} (as far as they are in the space), block 1 and so on; operations in the order of the enum.
   *
   * @throws IllegalArgumentException if the level is not one of this space
   */
  @Override
  public List<Integer> choices(int level) {
    checkLevel(level);
    return CellChoices.alternatives(this, level);
  }

  @Override
  public Cell decode(int level, List<Integer> chosen) {
    checkLevel(level);
    return CellChoices.decode(this, level, chosen);
  }

  /** Returns a bit for each operation, and one for each input, that a branch of the cell uses. */
  @Override
  public long parts(Cell cell) {
    long parts = 0;
    for (int number = 1; number <= cell.size(); number++) {
      parts |= parts(cell.left(number)) | parts(cell.right(number));
    }
    return parts;
  }

  private static long parts(Branch branch) {
    int inputs = branch.input() - Branch.BEFORE_PREVIOUS;
    return 1L << branch.operation().ordinal() | 1L << (CellCode.OPERATION_MASK + 1 + inputs);
  }

  @Override
  public String id(Cell cell) {
    return cell.toString();
  }

  /**
   * Returns the cell with a given text.
   *
   * @throws IllegalArgumentException if the text is no cell, or one outside this space; the message
   *     names what is wrong and what is allowed
   */
  @Override
  public Cell parse(String id) {
    return checked(Cell.parse(id));
  }

  private Cell checked(Cell cell) {
    int size = cell.size();
    if (size > blocks) {
      throw new IllegalArgumentException(
          "cell " + cell + " has " + size + " blocks; allowed are 1 to " + blocks);
    }
    for (int number = 1; number <= size; number++) {
      check(cell.left(number), cell);
      check(cell.right(number), cell);
    }
    return cell;
  }

  private void check(Branch branch, Cell cell) {
    if (!operations.contains(branch.operation())) {
      throw new IllegalArgumentException(
          "operation "
              + branch.operation().text()
              + " of cell "
              + cell
              + " is not in this space; allowed are "
              + String.join(", ", Operation.texts(operations)));
    }
    if (branch.input() <= Branch.PREVIOUS && !inputs.contains(branch.input())) {
      throw new IllegalArgumentException(
          "input "
              + Branch.inputText(branch.input())
              + " of cell "
              + cell
              + " is not in this space; allowed are "
              + String.join(", ", inputs.stream().map(Branch::inputText).toList())
              + " and blocks of the cell");
    }
  }

  /** Builds a {@link CellSpace}. */
  public static final class Builder {

    private int blocks;
    private Set<Operation> operations = EnumSet.copyOf(Operation.PAPER);
    private Set<Integer> inputs = new TreeSet<>(List.of(Branch.BEFORE_PREVIOUS, Branch.PREVIOUS));

    private Builder() {}

    /**
     * Sets the most blocks of a cell, which is the number of levels.
     *
     * @param blocks the number, from 1 to {@link Cell#MAX_BLOCKS}
     * @return this builder
     * @throws IllegalArgumentException if it is outside that range
     */
    public Builder setBlocks(int blocks) {
      if (blocks < 1 || blocks > Cell.MAX_BLOCKS) {
        throw new IllegalArgumentException(
            "a space of " + blocks + " blocks; allowed are 1 to " + Cell.MAX_BLOCKS);
      }
      this.blocks = blocks;
      return this;
    }

    /**
     * Sets the operations. By default those of the paper, {@link Operation#PAPER}.
     *
     * @param operations at least one; order and repetition mean nothing
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public Builder optOperations(Collection<Operation> operations) {
      if (operations.isEmpty()) {
        throw new IllegalArgumentException("no operations; at least one is needed");
      }
      this.operations = EnumSet.copyOf(operations);
      return this;
    }

    /**
     * Restricts the inputs from outside the cell. By default both are used.
     *
     * @param inputs {@link Branch#BEFORE_PREVIOUS}, {@link Branch#PREVIOUS} or both
     * @return this builder
     * @throws IllegalArgumentException if there are none, or others
     */
    public Builder optInputs(Collection<Integer> inputs) {
      Set<Integer> sorted = new TreeSet<>(inputs);
      Set<Integer> allowed = Set.of(Branch.BEFORE_PREVIOUS, Branch.PREVIOUS);
      if (sorted.isEmpty() || !allowed.containsAll(sorted)) {
        throw new IllegalArgumentException(
            "inputs "
                + sorted
                + "; allowed are "
                + Branch.BEFORE_PREVIOUS
                + " (pp), "
                + Branch.PREVIOUS
                + " (p) or both");
      }
      this.inputs = sorted;
      return this;
    }

    /**
     * Builds the space.
     *
     * @return the space
     * @throws IllegalStateException if the number of blocks was not set
     */
    public CellSpace build() {
      if (blocks == 0) {
        throw new IllegalStateException("the number of blocks was not set; call setBlocks");
      }
      return new CellSpace(this);
    }
  }
}
