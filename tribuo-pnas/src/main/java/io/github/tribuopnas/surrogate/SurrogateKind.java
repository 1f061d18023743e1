package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.feature.CellFeatures;
import io.github.tribuopnas.surrogate.feature.CellTokens;
import io.github.tribuopnas.surrogate.feature.FeatureExtractor;
import io.github.tribuopnas.surrogate.prior.EarlierTrial;
import io.github.tribuopnas.surrogate.prior.PriorMean;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/**
 * The surrogates that have a name, by which the command and configurations choose. Each is an
 * ensemble of five members of one trainer; in Java any other trainer can be given to {@link
 * TribuoSurrogate.Builder#optTrainer}.
 */
public enum SurrogateKind implements Named {
  /** A random forest of 20 trees. */
  FOREST(MemberTrainers::forest),
  /** A single regression tree, so that the ensemble is one of bagged trees. */
  CART(MemberTrainers::cart),
  /** Gradient-boosted trees, in Java. */
  BOOSTED(MemberTrainers::boosted),
  /** Ridge regression of accuracies standardized within each number of blocks. */
  LINEAR(MemberTrainers::linear),
  /** The paper's multilayer perceptron, so that the ensemble is its MLP-ensemble. */
  MLP(CellTokens::new, MemberTrainers::perceptron),
  /** The paper's recurrent network, so that the ensemble is its RNN-ensemble. */
  LSTM(CellTokens::new, MemberTrainers::lstm),
  /** The mean of boosted trees, a forest and a linear model, of accuracies and of ranks each. */
  MIXED(MemberTrainers::mixed),
  /**
   * The mean of {@link #MIXED} and of what the sizes of networks and earlier trials tell, which
   * counts less with every trial: the only one that predicts before the first.
   */
  INFORMED(MemberTrainers::mixed);

  /** What is used where nothing else is asked for; its name on the command line is its own. */
  public static final SurrogateKind DEFAULT = INFORMED;

  private static final Registry<SurrogateKind> NAMES = Registry.of("surrogate", values());

  private static final String DEFAULT_TEXT = "default";

  private final Function<CellSpace, FeatureExtractor<Cell>> features;
  private final BiFunction<CellSpace, Long, Trainer<Regressor>> trainer;

  SurrogateKind(LongFunction<Trainer<Regressor>> trainer) {
    this(CellFeatures::new, (space, seed) -> trainer.apply(seed));
  }

  SurrogateKind(
      Function<CellSpace, FeatureExtractor<Cell>> features,
      BiFunction<CellSpace, Long, Trainer<Regressor>> trainer) {
    this.features = features;
    this.trainer = trainer;
  }

  /**
   * Returns the surrogate with a given name: the inverse of {@link #text}. The name {@code default}
   * is that of {@link #DEFAULT} too.
   *
   * @param text the name
   * @return the surrogate
   * @throws IllegalArgumentException if none has that name; the message lists them
   */
  public static SurrogateKind parse(String text) {
    if (text.equals(DEFAULT_TEXT)) {
      return DEFAULT;
    }
    return NAMES.parse(text);
  }

  /**
   * Makes a trainer of the members. That of {@link #MLP} and of {@link #LSTM} reads {@link
   * CellTokens}, every other any features.
   *
   * @param space the space whose cells are learned and predicted
   * @param seed decides its random choices
   * @return a new trainer
   */
  public Trainer<Regressor> trainer(CellSpace space, long seed) {
    return trainer.apply(space, seed);
  }

  /**
   * Makes what the members know of the cells of a space.
   *
   * @param space the space
   * @return new features
   */
  public FeatureExtractor<Cell> features(CellSpace space) {
    return features.apply(space);
  }

  /**
   * Makes the ensemble for the cells of a space, which knows nothing before the first trial.
   *
   * @param space the space, whose cells of every level can be measured and predicted
   * @param seed decides all random choices
   * @return a new surrogate, not yet fitted
   */
  public TribuoSurrogate<Cell> of(CellSpace space, long seed) {
    return TribuoSurrogate.<Cell>builder()
        .setFeatures(features(space))
        .setSeed(seed)
        .optTrainer(trainer(space, seed))
        .build();
  }

  /**
   * Makes the surrogate for a search.
   *
   * @param setup what it is made for
   * @param earlier the trials from which {@link #INFORMED} learns before the first trial, read when
   *     it first predicts; other surrogates ignore them
   * @return a new surrogate, not yet fitted
   */
  public Surrogate<Cell> of(SurrogateSetup setup, Supplier<List<EarlierTrial>> earlier) {
    if (this != INFORMED) {
      return of(setup.space(), setup.seed());
    }
    return new InformedSurrogate(
        () -> PriorMean.of(earlier.get(), setup.space(), setup.network()),
        of(setup.space(), setup.seed()),
        setup.objective());
  }
}
