package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Features of a cell that do not depend on the order of its blocks: how often each operation occurs
 * in all and per kind of input (absolutely and per block, so that they carry over to cells one
 * block larger), how often two operations meet in a block, how far blocks and operations lie from
 * the cell's inputs, how wide the cell is.
 */
public final class CellFeatures implements FeatureExtractor<Cell> {

  private static final Operation[] OPERATIONS = Operation.values();
  private static final int KINDS = OPERATIONS.length;
  private static final String[] INPUTS = {"pp", "p", "block"};

  private final List<String> names;
  private final int[] depth = new int[Cell.MAX_BLOCKS + 1];
  private final int[] readers = new int[Cell.MAX_BLOCKS + 1];
  private final int[] total = new int[KINDS];
  private final int[] perInput = new int[INPUTS.length * KINDS];

  /** Makes the list of names. */
  public CellFeatures() {
    List<String> list = new ArrayList<>();
    for (Operation operation : OPERATIONS) {
      list.add("share(" + operation.text() + ")");
    }
    for (Operation operation : OPERATIONS) {
      list.add("count(" + operation.text() + ")");
    }
    for (String input : INPUTS) {
      for (Operation operation : OPERATIONS) {
        list.add("share(" + input + ":" + operation.text() + ")");
      }
    }
    for (String input : INPUTS) {
      list.add("share(" + input + ")");
    }
    list.add("convolutions per block");
    list.add("blocks without convolution");
    list.add("blocks with a repeated operation");
    list.add("blocks");
    list.add("depth");
    list.add("mean depth");
    list.add("unread blocks");
    list.add("most readers");
    list.add("distinct operations");
    names = List.copyOf(list);
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public void extract(Cell cell, double[] row) {
    int size = cell.size();
    Arrays.fill(total, 0);
    Arrays.fill(perInput, 0);
    Arrays.fill(readers, 0);
    int without = 0;
    int repeated = 0;
    for (int number = 1; number <= size; number++) {
      Branch left = cell.left(number);
      Branch right = cell.right(number);
      count(left);
      count(right);
      depth[number] = 1 + Math.max(depthOf(left), depthOf(right));
      without += convolves(left.operation()) || convolves(right.operation()) ? 0 : 1;
      repeated += left.operation() == right.operation() ? 1 : 0;
    }
    int at = 0;
    double branches = 2.0 * size;
    for (int kind = 0; kind < KINDS; kind++) {
      row[at++] = total[kind] / branches;
    }
    for (int kind = 0; kind < KINDS; kind++) {
      row[at++] = total[kind];
    }
    for (int i = 0; i < perInput.length; i++) {
      row[at++] = perInput[i] / branches;
    }
    int convolutions = 0;
    int distinct = 0;
    for (int input = 0; input < INPUTS.length; input++) {
      int sum = 0;
      for (int kind = 0; kind < KINDS; kind++) {
        sum += perInput[input * KINDS + kind];
      }
      row[at++] = sum / branches;
    }
    for (int kind = 0; kind < KINDS; kind++) {
      convolutions += convolves(OPERATIONS[kind]) ? total[kind] : 0;
      distinct += total[kind] > 0 ? 1 : 0;
    }
    int deepest = 0;
    int depths = 0;
    int unread = 0;
    int most = 0;
    for (int number = 1; number <= size; number++) {
      deepest = Math.max(deepest, depth[number]);
      depths += depth[number];
      unread += readers[number] == 0 ? 1 : 0;
      most = Math.max(most, readers[number]);
    }
    row[at++] = convolutions / (double) size;
    row[at++] = without / (double) size;
    row[at++] = repeated / (double) size;
    row[at++] = size;
    row[at++] = deepest;
    row[at++] = depths / (double) size;
    row[at++] = unread;
    row[at++] = most;
    row[at] = distinct;
  }

  private void count(Branch branch) {
    int kind = branch.operation().ordinal();
    total[kind]++;
    perInput[Math.min(branch.input() + 1, 2) * KINDS + kind]++;
    if (branch.input() > Branch.PREVIOUS) {
      readers[branch.input()]++;
    }
  }

  private int depthOf(Branch branch) {
    return branch.input() > Branch.PREVIOUS ? depth[branch.input()] : 0;
  }

  private static boolean convolves(Operation operation) {
    return switch (operation) {
      case IDENTITY, AVERAGE_POOL_3X3, MAX_POOL_3X3 -> false;
      default -> true;
    };
  }
}
