package io.github.tribuopnas.surrogate.row;

/** Predicts rows of features. */
public interface RowRegressor {

  /**
   * Predicts several rows.
   *
   * @param rows the rows, {@code [row, feature]}
   * @param count how many of them to predict, from the first
   * @param predictions takes the prediction of each; at least {@code count} long
   */
  void predict(double[][] rows, int count, double[] predictions);

  /**
   * Adds the thresholds of all trees within.
   *
   * @param thresholds takes them
   */
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
}
