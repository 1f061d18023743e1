package io.github.tribuopnas.picture;

import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;

/**
 * Where the parts of a cell's picture stand, in pixels from the top left.
 *
 * <p>Every block has a column of its own: its two operations side by side, the sum above them, and
 * nothing else. So lines rise freely in the columns, and change columns only in the gaps between
 * the rows. A block stands in the row above the highest block that it reads; row 1 is the lowest.
 */
final class CellLayout {

  static final int OPERATION_WIDTH = 98;
  static final int OPERATION_HEIGHT = 28;
  static final int SUM_RADIUS = 12;
  static final int BAR_HEIGHT = 32;
  static final int INPUT_WIDTH = 200;

  /** The height in which lines change columns. */
  static final int GAP = 64;

  static final int MARGIN = 24;

  private static final int BETWEEN_OPERATIONS = 10;
  private static final int COLUMN = 2 * OPERATION_WIDTH + BETWEEN_OPERATIONS + 26;
  private static final int ASIDE = (OPERATION_WIDTH + BETWEEN_OPERATIONS) / 2;
  private static final int SUM_TO_OPERATION = 50;
  private static final int ROW = SUM_RADIUS + SUM_TO_OPERATION + OPERATION_HEIGHT / 2 + GAP;

  /** Width of the two inputs side by side. */
  private static final int FEWEST_COLUMNS = 2;

  private final Cell cell;
  private final int columns;
  private final int[] rows;
  private final int highestRow;

  CellLayout(Cell cell) {
    this.cell = cell;
    columns = Math.max(FEWEST_COLUMNS, cell.size());
    rows = new int[cell.size() + 1];
    int highest = 0;
    for (int number = 1; number <= cell.size(); number++) {
      rows[number] = 1 + Math.max(row(cell.left(number)), row(cell.right(number)));
      highest = Math.max(highest, rows[number]);
    }
    highestRow = highest;
  }

  private int row(Branch branch) {
    return branch.input() > 0 ? rows[branch.input()] : 0;
  }

  int width() {
    return 2 * MARGIN + barWidth();
  }

  int height() {
    return inputTop() + BAR_HEIGHT + MARGIN;
  }

  /** The width of the bar of the concatenation, which stands in the upper margins. */
  int barWidth() {
    return columns * COLUMN;
  }

  int inputTop() {
    return MARGIN + BAR_HEIGHT + GAP + highestRow * ROW;
  }

  /** The middle of a block's sum. */
  int sumX(int number) {
    int leftOver = (columns - cell.size()) * COLUMN;
    return MARGIN + leftOver / 2 + (number - 1) * COLUMN + COLUMN / 2;
  }

  /** The middle of a block's sum. */
  int sumY(int number) {
    return MARGIN + BAR_HEIGHT + GAP + SUM_RADIUS + (highestRow - rows[number]) * ROW;
  }

  /** The middle of the left box of a block. */
  int leftX(int number) {
    return sumX(number) - ASIDE;
  }

  /** The middle of the right box of a block. */
  int rightX(int number) {
    return sumX(number) + ASIDE;
  }

  /** The middle between the two boxes of a block. */
  int operationY(int number) {
    return sumY(number) + SUM_TO_OPERATION;
  }

  /** Where the lines from a block or an input begin, from left to right. */
  int sourceX(int input) {
    return switch (input) {
      case Branch.BEFORE_PREVIOUS -> MARGIN + barWidth() / 4;
      case Branch.PREVIOUS -> MARGIN + barWidth() * 3 / 4;
      default -> sumX(input);
    };
  }

  /** Where the lines from a block or an input begin, from top to bottom. */
  int sourceY(int input) {
    return input > 0 ? sumY(input) - SUM_RADIUS : inputTop();
  }
}
