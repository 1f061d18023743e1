package io.github.tribuopnas.surrogate.prior;

import io.github.tribuopnas.surrogate.linear.Cholesky;
import io.github.tribuopnas.surrogate.row.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean of a Gaussian process (Rasmussen and Williams, 2006, equation 2.25) whose covariance is
 * a sum of rational quadratic ones, {@code 1 / (1 + r² / 2l²)}, one for each group of columns,
 * where {@code r²} is the mean squared difference of the group's columns in standard deviations. A
 * sum over groups learns what each is worth whatever the other is. Not safe for use by several
 * threads.
 */
final class GroupedProcess {

  private final List<int[]> groups;
  private final double[] scales;

  /** What was learned from, by column and row, in units in which {@code r² / 2l²} is a sum. */
  private final double[][] columns;

  private final double[] weights;
  private final double[] squares;

  private GroupedProcess(
      List<int[]> groups, double[] scales, double[][] columns, double[] weights) {
    this.groups = groups;
    this.scales = scales;
    this.columns = columns;
    this.weights = weights;
    squares = new double[weights.length];
  }

  /**
   * Learns.
   *
   * @param rows at least one
   * @param values of each row, of mean 0
   * @param firsts the first column of each group, ascending from 0
   * @param length {@code l}, above 0
   * @param noise the variance of what the columns do not tell, above 0
   */
  static GroupedProcess fit(
      double[][] rows, double[] values, int[] firsts, double length, double noise) {
    int count = rows.length;
    double[] scales = new double[rows[0].length];
    double[][] columns = new double[scales.length][count];
    List<int[]> groups = new ArrayList<>();
    for (int group = 0; group < firsts.length; group++) {
      int end = group + 1 < firsts.length ? firsts[group + 1] : scales.length;
      int[] varied =
          IntStream.range(firsts[group], end)
              .filter(column -> deviation(rows, column) > 0)
              .toArray();
      for (int column : varied) {
        scales[column] = 1 / (deviation(rows, column) * length * Math.sqrt(2.0 * varied.length));
        for (int i = 0; i < count; i++) {
          columns[column][i] = rows[i][column] * scales[column];
        }
      }
      groups.add(varied);
    }
    double[][] covariance = new double[count][count];
    GroupedProcess process = new GroupedProcess(groups, scales, columns, new double[count]);
    for (int i = 0; i < count; i++) {
      process.addCovariances(rows[i], covariance[i]);
      covariance[i][i] += noise;
    }
    return new GroupedProcess(groups, scales, columns, Cholesky.solve(covariance, values.clone()));
  }

  private static double deviation(double[][] rows, int column) {
    return Moments.deviation(Arrays.stream(rows).mapToDouble(row -> row[column]).toArray());
  }

  /** Adds the covariances of a row with all that was learned from. */
  private void addCovariances(double[] row, double[] sums) {
    for (int[] group : groups) {
      Arrays.fill(squares, 1);
      for (int column : group) {
        double value = row[column] * scales[column];
        double[] learned = columns[column];
        for (int i = 0; i < squares.length; i++) {
          double difference = value - learned[i];
          squares[i] += difference * difference;
        }
      }
      for (int i = 0; i < squares.length; i++) {
        sums[i] += 1 / squares[i];
      }
    }
  }

  /** What is expected of a row. */
  double of(double[] row) {
    double[] covariances = new double[weights.length];
    addCovariances(row, covariances);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * covariances[i];
    }
    return sum;
  }
}
