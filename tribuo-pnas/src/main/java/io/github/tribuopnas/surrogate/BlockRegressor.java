package io.github.tribuopnas.surrogate;

/** Predicts the rows of blocks, all of the same thresholds. */
interface BlockRegressor {

  /**
   * Predicts.
   *
   * @param block filled rows
   * @param predictions takes the prediction of each; at least {@link RowBlock#ROWS} long
   */
  void predict(RowBlock block, double[] predictions);
}
