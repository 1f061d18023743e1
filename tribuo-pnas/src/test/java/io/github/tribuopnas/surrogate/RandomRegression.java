package io.github.tribuopnas.surrogate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** A regression problem of random rows; their names are not in the order of their columns. */
public final class RandomRegression {

  public static final List<String> NAMES =
      IntStream.range(0, 12).mapToObj(column -> "x" + (column * 7 % 12)).toList();

  private RandomRegression() {}

  public static double[][] rows(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[count][NAMES.size()];
    for (double[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        // Half of the columns are counts, so that values lie on thresholds and are 0.
        row[column] = column % 2 == 0 ? random.nextInt(5) : random.nextDouble(-1, 1);
      }
    }
    return rows;
  }

  public static Dataset<Regressor> dataset(int count, long seed) {
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("random", factory), factory);
    for (double[] row : rows(count, seed)) {
      double target = row[0] * row[1] + Math.sin(3 * row[2]) + row[3];
      dataset.add(
          new ArrayExample<>(new Regressor("y", target), NAMES.toArray(String[]::new), row));
    }
    return dataset;
  }
}
