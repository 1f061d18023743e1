package io.github.tribuopnas.space;

import io.github.tribuopnas.base.Quoted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A cell: a directed acyclic graph of one to five blocks, each the sum of two branches (PNAS,
 * section 3.1). An immutable value.
 *
 * <p>Always held in canonical form, so that equality is equality as graphs: texts that differ only
 * in the sides of a block or in the numbering of the blocks are one cell. The canonical form is the
 * least of all texts of the graph, where branches compare by input ({@code pp} first, then {@code
 * p}, then block numbers) and then by operation, blocks by their lesser branch first, and cells
 * block by block.
 */
public final class Cell implements Comparable<Cell> {

  /** The most blocks that a cell can have. */
  public static final int MAX_BLOCKS = 5;

  private static final Branch[] BRANCHES = branches();

  /** No cell has a longer text. */
  private static final int LONGEST_TEXT = longestText();

  private final long code;

  /** Wraps a code that is canonical already. */
  Cell(long canonicalCode) {
    code = canonicalCode;
  }

  private static Branch[] branches() {
    Operation[] operations = Operation.values();
    Branch[] branches = new Branch[(MAX_BLOCKS + 1) << CellCode.OPERATION_BITS];
    for (int input = Branch.BEFORE_PREVIOUS; input < MAX_BLOCKS; input++) {
      for (Operation operation : operations) {
        branches[CellCode.branch(input, operation)] = new Branch(input, operation);
      }
    }
    return branches;
  }

  /** Of the most blocks, each of the longest branch twice, and what joins them. */
  private static int longestText() {
    int branch =
        Arrays.stream(BRANCHES)
            .filter(Objects::nonNull)
            .mapToInt(each -> each.toString().length())
            .max()
            .orElseThrow();
    return MAX_BLOCKS * 2 * (branch + 1) - 1;
  }

  /**
   * Returns the cell made of some blocks.
   *
   * @param blocks one to {@link #MAX_BLOCKS} blocks; the first is block 1, and each reads only
   *     blocks before it
   * @return the cell, whose own numbering may differ
   * @throws IllegalArgumentException if there are too few or too many blocks, or a block reads
   *     itself or a later one
   */
  public static Cell of(List<Block> blocks) {
    if (blocks.isEmpty() || blocks.size() > MAX_BLOCKS) {
      throw new IllegalArgumentException(
          "a cell of " + blocks.size() + " blocks; allowed are 1 to " + MAX_BLOCKS);
    }
    Canonicalizer canonicalizer = new Canonicalizer();
    int number = 0;
    for (Block block : blocks) {
      number++;
      canonicalizer.set(
          number, checkedBranch(block.left(), number), checkedBranch(block.right(), number));
    }
    return new Cell(canonicalizer.canonical(number));
  }

  private static int checkedBranch(Branch branch, int number) {
    if (branch.input() >= number) {
      String allowed =
          number == 1
              ? "pp and p"
              : number == 2 ? "pp, p and block 1" : "pp, p and blocks 1 to " + (number - 1);
      throw new IllegalArgumentException(
          "block "
              + number
              + " reads "
              + (branch.input() == number ? "itself" : "the later block " + branch.input())
              + " ("
              + branch
              + "); allowed are "
              + allowed);
    }
    return CellCode.branch(branch.input(), branch.operation());
  }

  /**
   * Returns the cell with a given text, in which the sides of blocks and their numbering may be any
   * that fit.
   *
   * @param text blocks joined by commas, such as {@code pp:sep5x5+pp:max3x3,1:sep3x3+p:identity}
   * @return the cell
   * @throws IllegalArgumentException if the text is no cell; the message names the offending part
   *     and what is allowed there
   */
  public static Cell parse(String text) {
    Objects.requireNonNull(text, "text");
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          "an empty text is no cell; allowed are 1 to "
              + MAX_BLOCKS
              + " blocks joined by commas, such as p:sep3x3+pp:max3x3");
    }
    String[] parts = text.split(",", MAX_BLOCKS + 2);
    if (parts.length > MAX_BLOCKS) {
      long commas = text.chars().filter(c -> c == ',').count();
      throw new IllegalArgumentException(
          "a cell of "
              + (commas + 1)
              + " blocks, "
              + Quoted.of(text)
              + "; allowed are 1 to "
              + MAX_BLOCKS);
    }
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "a text of "
              + text.length()
              + " characters, "
              + Quoted.of(text)
              + ", is no cell; allowed are at most "
              + LONGEST_TEXT);
    }
    List<Block> blocks = new ArrayList<>(parts.length);
    for (String part : parts) {
      blocks.add(Block.parse(part));
    }
    return of(blocks);
  }

  /**
   * Returns the number of blocks.
   *
   * @return the number, from 1 to {@link #MAX_BLOCKS}
   */
  public int size() {
    return CellCode.size(code);
  }

  /**
   * Returns the lesser branch of a block. Creates no object.
   *
   * @param number the block's number, from 1 to {@link #size}
   * @return the branch
   * @throws IndexOutOfBoundsException if there is no such block
   */
  public Branch left(int number) {
    return BRANCHES[CellCode.left(code, checkedSize(number), number)];
  }

  /**
   * Returns the greater branch of a block. Creates no object.
   *
   * @param number the block's number, from 1 to {@link #size}
   * @return the branch
   * @throws IndexOutOfBoundsException if there is no such block
   */
  public Branch right(int number) {
    return BRANCHES[CellCode.right(code, checkedSize(number), number)];
  }

  /**
   * Returns a block of the canonical form.
   *
   * @param number the block's number, from 1 to {@link #size}
   * @return the block, its lesser branch on the left
   * @throws IndexOutOfBoundsException if there is no such block
   */
  public Block block(int number) {
    return new Block(left(number), right(number));
  }

  /**
   * Returns all blocks of the canonical form.
   *
   * @return the blocks in order; block 1 is at index 0
   */
  public List<Block> blocks() {
    Block[] blocks = new Block[size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = block(i + 1);
    }
    return List.of(blocks);
  }

  /**
   * Says whether another block of the cell reads a block's output.
   *
   * @param number the block's number, from 1 to {@link #size}
   * @return whether one does
   * @throws IndexOutOfBoundsException if there is no such block
   */
  public boolean isRead(int number) {
    int size = checkedSize(number);
    for (int reader = number + 1; reader <= size; reader++) {
      if (CellCode.input(CellCode.left(code, size, reader)) == number
          || CellCode.input(CellCode.right(code, size, reader)) == number) {
        return true;
      }
    }
    return false;
  }

  private int checkedSize(int number) {
    int size = size();
    if (number < 1 || number > size) {
      throw new IndexOutOfBoundsException("block " + number + " of a cell of " + size + " blocks");
    }
    return size;
  }

  /** The canonical code. */
  long code() {
    return code;
  }

  /**
   * Compares by number of blocks, then block by block in the canonical order.
   *
   * @param other the other cell
   * @return negative, zero or positive as this cell comes before, is or comes after the other
   */
  @Override
  public int compareTo(Cell other) {
    return Long.compare(code, other.code);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cell cell && cell.code == code;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(code);
  }

  /**
   * Returns the canonical text, which {@link #parse} reads.
   *
   * @return the blocks joined by commas
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(LONGEST_TEXT);
    for (int number = 1; number <= size(); number++) {
      text.append(number == 1 ? "" : ",").append(left(number)).append('+').append(right(number));
    }
    return text.toString();
  }
}
