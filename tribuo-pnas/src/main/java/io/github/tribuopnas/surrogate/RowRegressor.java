package io.github.tribuopnas.surrogate;

import java.util.List;
import java.util.Optional;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;

/** Predicts rows of features. */
interface RowRegressor {

  /** How far a compiled model may be from the one it was made of, relative to values above 1. */
  double TOLERANCE = 1e-9;

  /**
   * Predicts several rows.
   *
   * @param rows the rows, {@code [row, feature]}
   * @param count how many of them to predict, from the first
   * @param predictions takes the prediction of each; at least {@code count} long
   */
  void predict(double[][] rows, int count, double[] predictions);

  /** Adds the thresholds of all trees within. */
  default void addThresholds(Thresholds.Builder thresholds) {}

  /**
   * Returns the same regressor for many rows: the fastest where there are trees within.
   *
   * @param thresholds of the blocks that it is to predict; at least those of the trees within
   * @return the regressor, for use by one thread
   */
  default BlockRegressor forBlocks(Thresholds thresholds) {
    return (block, predictions) -> predict(block.rows(), block.count(), predictions);
  }

  /**
   * Returns the fastest way to the predictions of a model: compiled, or Tribuo itself where it
   * cannot be compiled, or where the compiled one disagrees with it.
   *
   * @param model a model of one output
   * @param names the names of the columns
   * @param sample rows on which the compiled model must agree with the model
   * @return the predictions
   */
  static RowRegressor of(Model<Regressor> model, List<String> names, double[][] sample) {
    RowRegressor plain = new ModelRows(model, names);
    Optional<? extends RowRegressor> compiled = CompiledModels.compile(model, names);
    if (compiled.isEmpty()) {
      return plain;
    }
    double[] expected = new double[sample.length];
    double[] actual = new double[sample.length];
    plain.predict(sample, sample.length, expected);
    compiled.get().predict(sample, sample.length, actual);
    for (int i = 0; i < sample.length; i++) {
      // An ensemble hides its weights, so the compiled one takes them as equal; they may not be.
      if (Math.abs(expected[i] - actual[i]) > TOLERANCE * Math.max(1, Math.abs(expected[i]))) {
        return plain;
      }
    }
    return compiled.get();
  }
}
