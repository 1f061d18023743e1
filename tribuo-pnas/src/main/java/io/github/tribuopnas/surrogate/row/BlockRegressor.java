package io.github.tribuopnas.surrogate.row;

/** Predicts the rows of blocks, all of the same thresholds. */
public interface BlockRegressor {

  /**
   * Predicts.
   *
   * @param block filled rows
   * @param predictions takes the prediction of each; at least {@link RowBlock#ROWS} long
   */
  void predict(RowBlock block, double[] predictions);
}
