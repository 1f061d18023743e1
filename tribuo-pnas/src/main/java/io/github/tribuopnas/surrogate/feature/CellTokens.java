package io.github.tribuopnas.surrogate.feature;

import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a cell as the tokens that the paper's own predictors read (PNAS, section 4.2): of each
 * block its two inputs and its two operations, {@code block1:input1}, {@code block1:input2}, {@code
 * block1:operation1}, {@code block1:operation2}, then those of block 2. A cell of fewer blocks than
 * the space allows has token 0 in the others. Safe for use by several threads.
 *
 * <p>The tokens count from 1: inputs from {@code pp} over {@code p} to block {@link
 * Cell#MAX_BLOCKS} - 1, operations in the order of their enum. They are the same in every space.
 */
public final class CellTokens implements FeatureExtractor<Cell> {

  private final int blocks;
  private final List<String> names;

  /**
   * Returns how many operations the tokens of a space tell apart, which is the size of a network's
   * table of them: those of the paper, and any beyond them up to the last of the space.
   *
   * @param space the space
   * @return the number, at least that of {@link Operation#PAPER}
   */
  public static int operations(CellSpace space) {
    int last = space.operations().stream().mapToInt(Operation::ordinal).max().orElseThrow();
    return Math.max(Operation.PAPER.size(), last + 1);
  }

  /**
   * Makes the tokens of the cells of a space.
   *
   * @param space whose cells have at most so many blocks
   */
  public CellTokens(CellSpace space) {
    blocks = space.levels();
    List<String> all = new ArrayList<>();
    for (int number = 1; number <= blocks; number++) {
      all.addAll(TokenRows.names(number));
    }
    names = List.copyOf(all);
  }

  @Override
  public List<String> names() {
    return names;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the cell has more blocks than those of the space, or the
   *     row another length
   */
  @Override
  public void extract(Cell cell, double[] row) {
    if (row.length != names.size()) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " values; there are " + names.size() + " tokens");
    }
    if (cell.size() > blocks) {
      throw new IllegalArgumentException(
          "cell " + cell + " has " + cell.size() + " blocks; allowed are up to " + blocks);
    }
    Arrays.fill(row, 0);
    int place = 0;
    for (int number = 1; number <= cell.size(); number++) {
      Branch left = cell.left(number);
      Branch right = cell.right(number);
      row[place++] = 1 + left.input() - Branch.BEFORE_PREVIOUS;
      row[place++] = 1 + right.input() - Branch.BEFORE_PREVIOUS;
      row[place++] = 1 + left.operation().ordinal();
      row[place++] = 1 + right.operation().ordinal();
    }
  }
}
