package io.github.tribuopnas.surrogate.feature;

import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Describes a cell by counts, fractions and means that do not depend on the order of its blocks:
 * what the mean over blocks is to the paper's perceptron (PNAS, section 4.2). Cells of any number
 * of blocks have the same features, so that what was learned of {@code b} blocks applies to {@code
 * b + 1}. Not safe for use by several threads.
 *
 * <p>The features, in order; their names are stored in models, and their order decides ties of
 * trees, so {@code share} keeps its name:
 *
 * <ul>
 *   <li>{@code count:OPERATION}: the branches with the operation;
 *   <li>{@code share:OPERATION}: these as a fraction of all branches, 0 to 1;
 *   <li>{@code count:KIND:OPERATION}: those that read {@code pp}, {@code p} or a {@code block};
 *   <li>{@code reads:KIND} and {@code share:KIND}: the branches that read such an input;
 *   <li>{@code blocks}, and {@code unreadBlocks} that no other block reads;
 *   <li>{@code distinctOperations} in the cell; {@code equalOperations} and {@code equalInputs},
 *       the blocks whose two branches have the same one;
 *   <li>{@code weights} and {@code meanWeights} of all branches: weights of convolutions, in
 *       thousands, if each had the 24 channels of the paper's search;
 *   <li>{@code maxLevel} and {@code meanLevel} over blocks, where the level of a block is the
 *       number of blocks on the longest path from the inputs to its sum;
 *   <li>{@code maxMostConvolutions}, {@code meanMostConvolutions}, {@code meanLeastConvolutions}
 *       and {@code meanConvolutions} over blocks, where a block's most, least and mean convolutions
 *       are those on the paths from the inputs to its sum. In the mean, each side of a block weighs
 *       half;
 *   <li>{@code influence:OPERATION}: how often the operation lies on a path from the inputs to the
 *       sum of a block, in the mean over blocks and paths, where each side of a block weighs half.
 * </ul>
 */
public final class CellFeatures implements FeatureExtractor<Cell> {

  private static final List<String> KINDS = List.of("pp", "p", "block");
  private static final double THOUSAND = 1000;
  private static final int ABSENT = -1;

  /** The channels F of the paper's search. */
  private static final int CHANNELS = 24;

  private static final List<String> OF_WHOLE_CELL =
      List.of(
          "blocks",
          "unreadBlocks",
          "distinctOperations",
          "equalOperations",
          "equalInputs",
          "weights",
          "meanWeights",
          "maxLevel",
          "meanLevel",
          "maxMostConvolutions",
          "meanMostConvolutions",
          "meanLeastConvolutions",
          "meanConvolutions");

  /** The place of each operation in the space, by the operation's ordinal. */
  private final int[] placeOf = new int[Operation.values().length];

  /** Of each operation, by its ordinal. */
  private final int[] weightsOf =
      Arrays.stream(Operation.values()).mapToInt(each -> each.weights(CHANNELS)).toArray();

  private final List<Operation> operations;
  private final List<String> names;
  private final PathLengths paths = new PathLengths();
  private final OperationInfluence influence = new OperationInfluence();

  /**
   * Makes the features of the cells of a space.
   *
   * @param space whose operations the cells use
   */
  public CellFeatures(CellSpace space) {
    operations = space.operations();
    Arrays.fill(placeOf, ABSENT);
    List<String> all = new ArrayList<>();
    for (Operation operation : operations) {
      placeOf[operation.ordinal()] = all.size();
      all.add("count:" + operation.text());
    }
    operations.forEach(operation -> all.add("share:" + operation.text()));
    for (Operation operation : operations) {
      KINDS.forEach(kind -> all.add("count:" + kind + ":" + operation.text()));
    }
    KINDS.forEach(kind -> all.add("reads:" + kind));
    KINDS.forEach(kind -> all.add("share:" + kind));
    all.addAll(OF_WHOLE_CELL);
    operations.forEach(operation -> all.add("influence:" + operation.text()));
    names = List.copyOf(all);
  }

  @Override
  public List<String> names() {
    return names;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the cell uses an operation outside the space, or the row
   *     has another length
   */
  @Override
  public void extract(Cell cell, double[] row) {
    if (row.length != names.size()) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " values; there are " + names.size() + " features");
    }
    Arrays.fill(row, 0);
    for (int number = 1; number <= cell.size(); number++) {
      count(cell, cell.left(number), row);
      count(cell, cell.right(number), row);
    }
    int branches = 2 * cell.size();
    fractions(row, 0, operations.size(), operations.size(), branches);
    fractions(row, reads(), KINDS.size(), reads() + KINDS.size(), branches);
    int wholeCell = reads() + 2 * KINDS.size();
    describeWholeCell(cell, row, wholeCell);
    influence.measure(cell);
    int column = wholeCell + OF_WHOLE_CELL.size();
    for (int i = 0; i < operations.size(); i++) {
      row[column + i] = influence.of(operations.get(i));
    }
  }

  /** The first column of the reads of each kind. */
  private int reads() {
    return (2 + KINDS.size()) * operations.size();
  }

  private void count(Cell cell, Branch branch, double[] row) {
    int place = placeOf[branch.operation().ordinal()];
    if (place == ABSENT) {
      throw new IllegalArgumentException(
          "operation "
              + branch.operation().text()
              + " of cell "
              + cell
              + " is not in the space that these features describe");
    }
    int kind = Math.min(branch.input() - Branch.BEFORE_PREVIOUS, KINDS.size() - 1);
    row[place]++;
    row[2 * operations.size() + KINDS.size() * place + kind]++;
    row[reads() + kind]++;
  }

  private static void fractions(double[] row, int from, int count, int to, int branches) {
    for (int i = 0; i < count; i++) {
      row[to + i] = row[from + i] / branches;
    }
  }

  private void describeWholeCell(Cell cell, double[] row, int firstColumn) {
    int blocks = cell.size();
    int unread = 0;
    int equalOperations = 0;
    int equalInputs = 0;
    int weights = 0;
    for (int number = 1; number <= blocks; number++) {
      Branch left = cell.left(number);
      Branch right = cell.right(number);
      unread += cell.isRead(number) ? 0 : 1;
      equalOperations += left.operation() == right.operation() ? 1 : 0;
      equalInputs += left.input() == right.input() ? 1 : 0;
      weights += weightsOf[left.operation().ordinal()] + weightsOf[right.operation().ordinal()];
    }
    paths.measure(cell);
    int column = firstColumn;
    row[column++] = blocks;
    row[column++] = unread;
    row[column++] = distinct(row);
    row[column++] = equalOperations;
    row[column++] = equalInputs;
    row[column++] = weights / THOUSAND;
    row[column++] = weights / THOUSAND / (2 * blocks);
    row[column++] = paths.maxLevel();
    row[column++] = paths.meanLevel();
    row[column++] = paths.maxMostConvolutions();
    row[column++] = paths.meanMostConvolutions();
    row[column++] = paths.meanLeastConvolutions();
    row[column] = paths.meanConvolutions();
  }

  private int distinct(double[] row) {
    int distinct = 0;
    for (int place = 0; place < operations.size(); place++) {
      distinct += row[place] > 0 ? 1 : 0;
    }
    return distinct;
  }
}
