package io.github.tribuopnas.space;

/**
 * A cell packed into a {@code long}: a leading 1, then block 1, then block 2, and so on, the last
 * block in the lowest bits. A branch is its slot (the input plus one, so that {@code pp} is 0)
 * followed by four bits of operation; the slot of block b takes as many bits as b needs. Five
 * blocks fill 63 bits.
 *
 * <p>So the numeric order of codes is the order of cells (fewer blocks first, then block by block),
 * and equal cells have equal codes once the code is canonical.
 */
final class CellCode {

  /** The code of no blocks at all. */
  static final long EMPTY = 1;

  static final int OPERATION_BITS = 4;
  static final int OPERATION_MASK = (1 << OPERATION_BITS) - 1;

  /** Bits of one branch of the block with that number. */
  private static final int[] BRANCH_BITS = {0, 5, 6, 6, 7, 7};

  /** Bits of all blocks up to and including that number. */
  private static final int[] TOTAL_BITS = totals();

  private CellCode() {}

  private static int[] totals() {
    int[] totals = new int[BRANCH_BITS.length];
    for (int number = 1; number < totals.length; number++) {
      totals[number] = totals[number - 1] + 2 * BRANCH_BITS[number];
    }
    return totals;
  }

  /** Appends block {@code number}; the lesser branch must be {@code left}. */
  static long append(long code, int number, int left, int right) {
    int bits = BRANCH_BITS[number];
    return ((code << bits | left) << bits) | right;
  }

  /** How many blocks the code holds. */
  static int size(long code) {
    int bits = 63 - Long.numberOfLeadingZeros(code);
    int size = 0;
    while (TOTAL_BITS[size] < bits) {
      size++;
    }
    return size;
  }

  /** The code of the first {@code length} blocks of a code of {@code size} blocks. */
  static long prefix(long code, int size, int length) {
    return code >>> (TOTAL_BITS[size] - TOTAL_BITS[length]);
  }

  static int left(long code, int size, int number) {
    int bits = BRANCH_BITS[number];
    return (int) (prefix(code, size, number) >>> bits) & ((1 << bits) - 1);
  }

  static int right(long code, int size, int number) {
    return (int) prefix(code, size, number) & ((1 << BRANCH_BITS[number]) - 1);
  }

  static int branch(int input, Operation operation) {
    return branch(input, operation.ordinal());
  }

  static int branch(int input, int operation) {
    return (input + 1) << OPERATION_BITS | operation;
  }

  static int input(int branch) {
    return (branch >>> OPERATION_BITS) - 1;
  }

  static int operation(int branch) {
    return branch & OPERATION_MASK;
  }
}
