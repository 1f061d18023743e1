package io.github.tribuopnas.surrogate.row;

import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.regression.Regressor;

/** Tribuo's sparse examples as rows of numbers, a column for each feature number. */
public final class DenseRows {

  private DenseRows() {}

  /**
   * Returns a row for each example; a feature that it lacks is 0.
   *
   * @param examples the examples
   * @param features the features, whose numbers are the columns
   * @return the rows, {@code [example, feature]}
   * @throws IllegalArgumentException if an example has none of the features
   */
  public static double[][] of(Dataset<Regressor> examples, ImmutableFeatureMap features) {
    double[][] rows = new double[examples.size()][features.size()];
    int i = 0;
    for (Example<Regressor> example : examples) {
      fill(example, features, rows[i++]);
    }
    return rows;
  }

  /**
   * Writes an example into a row of zeros.
   *
   * @param example the example
   * @param features the features, whose numbers are the columns
   * @param row takes the values
   * @return how many of the example's features are known
   * @throws IllegalArgumentException if it has none of the features
   */
  public static int fill(Example<Regressor> example, ImmutableFeatureMap features, double[] row) {
    int known = 0;
    for (Feature feature : example) {
      int id = features.getID(feature.getName());
      if (id >= 0) {
        row[id] = feature.getValue();
        known++;
      }
    }
    if (known == 0) {
      throw new IllegalArgumentException("no features found in Example " + example);
    }
    return known;
  }

  /**
   * Returns the only output of each example.
   *
   * @param examples the examples
   * @return a number for each example, in their order
   */
  public static double[] targets(Dataset<Regressor> examples) {
    double[] targets = new double[examples.size()];
    int i = 0;
    for (Example<Regressor> example : examples) {
      targets[i++] = example.getOutput().getValues()[0];
    }
    return targets;
  }
}
