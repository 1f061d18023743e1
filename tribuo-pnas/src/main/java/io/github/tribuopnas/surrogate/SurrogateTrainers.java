package io.github.tribuopnas.surrogate;

import org.tribuo.Trainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/** Trainers for the members of the surrogate. */
public final class SurrogateTrainers {

  private static final int TREES = 20;

  private SurrogateTrainers() {}

  /**
   * Returns the default: a random forest of 20 trees, with at least 3 measurements a leaf and 0.4
   * of the features tried at each split.
   *
   * @param seed the seed of its random choices
   * @return a new trainer
   */
  public static Trainer<Regressor> forest(long seed) {
    CARTJointRegressionTrainer tree =
        new CARTJointRegressionTrainer(
            Integer.MAX_VALUE, 3f, 0f, 0.4f, new MeanSquaredError(), false, seed);
    return new RandomForestTrainer<>(tree, new AveragingCombiner(), TREES, seed);
  }
}
