package io.github.tribuopnas.space;

/**
 * Finds the canonical code of a cell: the least of the codes of all its orders of blocks that
 * respect the inputs. Blocks are placed one by one, always the least that is ready; where several
 * equal blocks are ready, each is tried, because they may have different readers.
 *
 * <p>Holds the cell being worked on, so that nothing is allocated per cell. Not safe for use by
 * several threads.
 */
final class Canonicalizer {

  private static final int NOT_PLACED = -1;
  private static final int NOT_READY = Integer.MAX_VALUE;

  /** A branch never takes more bits than this, whatever its block. */
  private static final int WIDEST_BRANCH = 8;

  private final int[] left = new int[Cell.MAX_BLOCKS + 1];
  private final int[] right = new int[Cell.MAX_BLOCKS + 1];

  /** Old slot to new slot; the two inputs of the cell keep theirs. */
  private final int[] slot = new int[Cell.MAX_BLOCKS + 2];

  private int size;
  private long least;

  /** Takes over the first {@code length} blocks of a code. */
  void load(long code, int length) {
    int codeSize = CellCode.size(code);
    for (int number = 1; number <= length; number++) {
      left[number] = CellCode.left(code, codeSize, number);
      right[number] = CellCode.right(code, codeSize, number);
    }
  }

  /** Sets one block, by the codes of its branches in either order. */
  void set(int number, int oneBranch, int otherBranch) {
    left[number] = oneBranch;
    right[number] = otherBranch;
  }

  int left(int number) {
    return left[number];
  }

  int right(int number) {
    return right[number];
  }

  /** The code of the first {@code length} blocks in the order in which they were set. */
  long plain(int length) {
    long code = CellCode.EMPTY;
    for (int number = 1; number <= length; number++) {
      int low = Math.min(left[number], right[number]);
      code = CellCode.append(code, number, low, left[number] + right[number] - low);
    }
    return code;
  }

  /** The canonical code of the first {@code length} blocks. */
  long canonical(int length) {
    size = length;
    least = Long.MAX_VALUE;
    slot[0] = 0;
    slot[1] = 1;
    for (int number = 1; number <= length; number++) {
      slot[number + 1] = NOT_PLACED;
    }
    place(1, CellCode.EMPTY);
    return least;
  }

  private void place(int position, long code) {
    if (position > size) {
      least = Math.min(least, code);
      return;
    }
    int best = NOT_READY;
    for (int number = 1; number <= size; number++) {
      best = Math.min(best, renumbered(number));
    }
    int low = best >>> WIDEST_BRANCH;
    int high = best & ((1 << WIDEST_BRANCH) - 1);
    long longer = CellCode.append(code, position, low, high);
    if (least != Long.MAX_VALUE && longer > CellCode.prefix(least, size, position)) {
      return;
    }
    boolean unreadTried = false;
    for (int number = 1; number <= size; number++) {
      if (renumbered(number) != best) {
        continue;
      }
      // Equal blocks that nothing reads are interchangeable.
      boolean unread = !isRead(number);
      if (unread && unreadTried) {
        continue;
      }
      unreadTried |= unread;
      slot[number + 1] = position + 1;
      place(position + 1, longer);
      slot[number + 1] = NOT_PLACED;
    }
  }

  /** The block under the new numbers as one number, or {@link #NOT_READY}. */
  private int renumbered(int number) {
    if (slot[number + 1] != NOT_PLACED) {
      return NOT_READY;
    }
    int one = renumberedBranch(left[number]);
    int other = renumberedBranch(right[number]);
    if ((one | other) < 0) {
      return NOT_READY;
    }
    return one < other ? one << WIDEST_BRANCH | other : other << WIDEST_BRANCH | one;
  }

  private int renumberedBranch(int branch) {
    int newSlot = slot[branch >>> CellCode.OPERATION_BITS];
    return newSlot << CellCode.OPERATION_BITS | branch & CellCode.OPERATION_MASK;
  }

  private boolean isRead(int number) {
    for (int reader = 1; reader <= size; reader++) {
      if (CellCode.input(left[reader]) == number || CellCode.input(right[reader]) == number) {
        return true;
      }
    }
    return false;
  }
}
