package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.tribuo.Trainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * The surrogates that have a name, by which the command and configurations choose. Each is an
 * ensemble of five members of one trainer; in Java any other trainer can be given to {@link
 * TribuoSurrogate.Builder#optTrainer}.
 */
public enum SurrogateKind {
  /** A random forest of 20 trees. */
  FOREST("forest", SurrogateKind::forest),
  /** A single regression tree, so that the ensemble is one of bagged trees. */
  CART("cart", SurrogateKind::cart),
  /** Gradient-boosted trees. */
  BOOSTED("boosted", seed -> BoostedTreesTrainer.builder().optSeed(seed).build());

  // Deeper or more trees ranked real cells no better, and take longer.
  private static final int TREES = 20;
  private static final int DEPTH = 8;
  private static final float LEAST_ROWS = 3f;
  private static final float FEATURE_SHARE = 0.5f;

  private final String text;
  private final LongFunction<Trainer<Regressor>> trainer;

  SurrogateKind(String text, LongFunction<Trainer<Regressor>> trainer) {
    this.text = text;
    this.trainer = trainer;
  }

  private static Trainer<Regressor> forest(long seed) {
    return new RandomForestTrainer<>(
        tree(FEATURE_SHARE, seed), new AveragingCombiner(), TREES, seed);
  }

  private static Trainer<Regressor> cart(long seed) {
    return tree(1f, seed);
  }

  private static CARTJointRegressionTrainer tree(float featureShare, long seed) {
    return new CARTJointRegressionTrainer(
        DEPTH, LEAST_ROWS, 0f, featureShare, new MeanSquaredError(), false, seed);
  }

  /**
   * Returns the name by which the command knows the surrogate.
   *
   * @return the name, such as {@code forest}
   */
  public String text() {
    return text;
  }

  /**
   * Returns the surrogate with a given name: the inverse of {@link #text}.
   *
   * @param text the name
   * @return the surrogate
   * @throws IllegalArgumentException if none has that name; the message lists them
   */
  public static SurrogateKind parse(String text) {
    for (SurrogateKind kind : values()) {
      if (kind.text.equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "Unknown surrogate '"
            + text
            + "'; allowed are "
            + Arrays.stream(values()).map(SurrogateKind::text).collect(Collectors.joining(", "))
            + ".");
  }

  /**
   * Makes a trainer of the members.
   *
   * @param seed decides its random choices
   * @return a new trainer
   */
  public Trainer<Regressor> trainer(long seed) {
    return trainer.apply(seed);
  }

  /**
   * Makes the surrogate for the cells of a space.
   *
   * @param space the space, whose cells of every level can be measured and predicted
   * @param seed decides all random choices
   * @return a new surrogate, not yet fitted
   */
  public TribuoSurrogate<Cell> of(CellSpace space, long seed) {
    return TribuoSurrogate.<Cell>builder()
        .setFeatures(new CellFeatures(space))
        .setSeed(seed)
        .optTrainer(trainer(seed))
        .build();
  }
}
