package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.linear.RidgeTrainer;
import io.github.tribuopnas.surrogate.network.TokenNetworkKind;
import io.github.tribuopnas.surrogate.network.TokenNetworkTrainer;
import io.github.tribuopnas.surrogate.tree.BoostedTreesTrainer;
import java.util.List;
import org.tribuo.Trainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * The trainers of the named surrogates, with the settings that ranked real cells best
 * (docs/surrogates.md).
 */
final class MemberTrainers {

  // The forest: deeper or more trees ranked no better, and take longer.
  private static final int FOREST_TREES = 20;
  private static final int FOREST_DEPTH = 8;
  private static final float FOREST_MIN_CHILD_WEIGHT = 3;
  private static final float FOREST_FEATURE_SUBSAMPLE = 0.5f;
  private static final float ALL_FEATURES = 1;

  private static final int BOOSTED_TREES = 100;
  private static final int BOOSTED_DEPTH = 3;
  private static final double LEARNING_RATE = 0.05;
  private static final double SUBSAMPLE = 0.5;
  private static final double FEATURE_SUBSAMPLE = 0.3;
  private static final int MIN_CHILD_WEIGHT = 2;

  private static final String LEVEL = "blocks";
  private static final double LAMBDA = 300;

  private static final int PERCEPTRON_EPOCHS = 20;
  private static final int LSTM_EPOCHS = 60;

  private MemberTrainers() {}

  static Trainer<Regressor> forest(long seed) {
    return forest(FOREST_TREES, seed);
  }

  private static Trainer<Regressor> forest(int trees, long seed) {
    return new RandomForestTrainer<>(
        tree(FOREST_FEATURE_SUBSAMPLE, seed), new AveragingCombiner(), trees, seed);
  }

  static Trainer<Regressor> cart(long seed) {
    return tree(ALL_FEATURES, seed);
  }

  private static CARTJointRegressionTrainer tree(float featureSubsample, long seed) {
    return new CARTJointRegressionTrainer(
        FOREST_DEPTH,
        FOREST_MIN_CHILD_WEIGHT,
        0f,
        featureSubsample,
        new MeanSquaredError(),
        false,
        seed);
  }

  static Trainer<Regressor> boosted(long seed) {
    return BoostedTreesTrainer.builder()
        .optTrees(BOOSTED_TREES)
        .optDepth(BOOSTED_DEPTH)
        .optLearningRate(LEARNING_RATE)
        .optSubsample(SUBSAMPLE)
        .optFeatureSubsample(FEATURE_SUBSAMPLE)
        .optMinChildWeight(MIN_CHILD_WEIGHT)
        .optSeed(seed)
        .build();
  }

  static Trainer<Regressor> linear(long seed) {
    return new LevelStandardizedTrainer(new RidgeTrainer(LAMBDA), LEVEL);
  }

  static Trainer<Regressor> perceptron(CellSpace space, long seed) {
    return new TokenNetworkTrainer(TokenNetworkKind.PERCEPTRON, space, PERCEPTRON_EPOCHS, seed);
  }

  static Trainer<Regressor> lstm(CellSpace space, long seed) {
    return new TokenNetworkTrainer(TokenNetworkKind.LSTM, space, LSTM_EPOCHS, seed);
  }

  /**
   * Every learner twice, of the accuracies and of the ranks: neither is better at all levels, so
   * that there is no choosing between them by what was measured (docs/surrogates.md).
   */
  static Trainer<Regressor> mixed(long seed) {
    return new MixedTrainer(
        List.of(
            boosted(seed),
            halfForest(seed),
            linear(seed),
            ofRanks(boosted(seed)),
            ofRanks(halfForest(seed)),
            ofRanks(new RidgeTrainer(LAMBDA))));
  }

  private static Trainer<Regressor> ofRanks(Trainer<Regressor> trainer) {
    return new LevelStandardizedTrainer(trainer, LEVEL, LevelScore.LOGISTIC_RANK);
  }

  /** The two halves of a mixture take the time of one forest. */
  private static Trainer<Regressor> halfForest(long seed) {
    return forest(FOREST_TREES / 2, seed);
  }
}
