package io.github.tribuopnas.objective;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.network.NetworkSize;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.ServedSizes;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.surrogate.linear.LinearFunction;
import io.github.tribuopnas.surrogate.linear.NonNegativeFit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicts what is measured of exported files and grows with what they have, such as their latency.
 * What a file runs is known exactly before any measurement. So the prediction is a constant and a
 * sum over multiply-adds, numbers that convolutions put out, operators, parameters, cells that read
 * each input and branches with each operation, with weights that are not negative; it holds for
 * cells of more blocks than were measured. Few measurements decide the weights of sizes, more those
 * of operations. All errors are relative, as long as all values are above 0.
 */
final class FileSurrogate implements Surrogate<Cell> {

  /** Times the mean square of a column: little, so that sizes that go together share a weight. */
  private static final double PENALTY_OF_SIZES = 0.03;

  /** Likewise: as if three cells were known whose operations take nothing beyond their size. */
  private static final double PENALTY_OF_OPERATIONS = 3;

  private static final int SIZES = 7;
  private static final int OPERATIONS = Operation.values().length;

  private final ServedSizes sizes;
  private @Nullable Fitted fitted;

  /** Predicts for files of a network, whose own cell does not matter. */
  FileSurrogate(NetworkSpec network) {
    sizes = new ServedSizes(network);
  }

  /**
   * What was fitted.
   *
   * @param sum of the columns
   * @param offset what every value has besides
   * @param isRelative whether errors are parts of the value
   * @param error the typical error
   */
  private record Fitted(LinearFunction sum, double offset, boolean isRelative, double error) {

    double mean(double[] row) {
      return offset + sum.of(row);
    }

    double deviation(double mean) {
      return isRelative ? mean * error : error;
    }
  }

  @Override
  public void fit(List<Cell> architectures, double[] values) {
    Require.that(
        architectures.size() == values.length,
        "the number of values",
        values.length,
        "as many as architectures, " + architectures.size());
    Require.atLeast("measurements", values.length, minimumTrials());
    double least = Arrays.stream(values).min().orElseThrow();
    boolean isRelative = least > 0;
    double offset = isRelative ? 0 : least;
    double[][] rows = new double[values.length][];
    double[] outputs = new double[values.length];
    for (int i = 0; i < rows.length; i++) {
      double unit = isRelative ? values[i] : 1;
      rows[i] = Arrays.stream(row(architectures.get(i))).map(column -> column / unit).toArray();
      outputs[i] = (values[i] - offset) / unit;
    }
    LinearFunction sum = NonNegativeFit.fit(rows, outputs, penalties(rows));
    double squares = 0;
    for (int i = 0; i < rows.length; i++) {
      double error = outputs[i] - sum.of(rows[i]);
      squares += error * error;
    }
    fitted = new Fitted(sum, offset, isRelative, Math.sqrt(squares / rows.length));
  }

  /** Operations have one penalty, however often they occur. */
  private static double[] penalties(double[][] rows) {
    double[] penalties = new double[SIZES + OPERATIONS];
    double operations = 0;
    for (int column = 0; column < penalties.length; column++) {
      double squares = 0;
      for (double[] row : rows) {
        squares += row[column] * row[column];
      }
      penalties[column] = PENALTY_OF_SIZES * squares / rows.length;
      operations += column < SIZES ? 0 : squares / rows.length / OPERATIONS;
    }
    Arrays.fill(penalties, SIZES, penalties.length, PENALTY_OF_OPERATIONS * operations);
    return penalties;
  }

  @Override
  public void predict(Candidates<Cell> candidates, double[] mean, double[] standardDeviation) {
    Fitted known = fitted;
    if (known == null) {
      throw new IllegalStateException("nothing was measured; fit first");
    }
    for (int i = 0; i < candidates.size(); i++) {
      mean[i] = known.mean(row(candidates.get(i)));
      standardDeviation[i] = known.deviation(mean[i]);
    }
  }

  private double[] row(Cell cell) {
    NetworkSize size = sizes.of(cell);
    double[] row = new double[SIZES + OPERATIONS];
    row[0] = 1;
    row[1] = size.multAdds();
    row[2] = size.activations();
    row[3] = size.operators();
    row[4] = size.parameters();
    row[5] = ServedSizes.readers(cell, Branch.BEFORE_PREVIOUS);
    row[6] = ServedSizes.readers(cell, Branch.PREVIOUS);
    double cells = ServedSizes.cells(cell);
    for (int block = 1; block <= cell.size(); block++) {
      row[SIZES + cell.left(block).operation().ordinal()] += cells;
      row[SIZES + cell.right(block).operation().ordinal()] += cells;
    }
    return row;
  }
}
