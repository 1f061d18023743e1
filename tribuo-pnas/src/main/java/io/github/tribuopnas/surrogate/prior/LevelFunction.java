package io.github.tribuopnas.surrogate.prior;

/** A number that the features of a cell tell at its level. */
@FunctionalInterface
interface LevelFunction {

  /**
   * Computes the number.
   *
   * @param level of the cell
   * @param row its features, less the mean of the random cells of the level
   */
  double of(int level, double[] row);
}
