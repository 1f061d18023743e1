package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Candidates;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.evaluation.KFoldSplitter;
import org.tribuo.evaluation.KFoldSplitter.TrainTestFold;
import org.tribuo.regression.Regressor;

/**
 * An ensemble of Tribuo regression models as PNAS uses it (section 4.2): five members, each fitted
 * on four fifths of all measurements; their mean is the prediction and their standard deviation the
 * spread. Any {@code Trainer<Regressor>} will do; members made of trees are compiled to flat
 * arrays, which give the same answers without building an example per candidate.
 *
 * @param <A> the architecture
 */
public final class TribuoSurrogate<A> implements Surrogate<A> {

  private final FeatureExtractor<A> features;
  private final RegressionExamples<A> examples;
  private final Supplier<Trainer<Regressor>> trainer;
  private final int members;
  private final long seed;
  private List<Model<Regressor>> models = List.of();
  private MemberPredictor<A> predictor;

  private TribuoSurrogate(Builder<A> builder) {
    features = builder.features;
    examples = new RegressionExamples<>(features);
    trainer = builder.trainer;
    members = builder.members;
    seed = builder.seed;
  }

  /**
   * Returns a builder.
   *
   * @param <A> the architecture
   * @return a builder whose features and seed have yet to be set
   */
  public static <A> Builder<A> builder() {
    return new Builder<>();
  }

  @Override
  public int minimumTrials() {
    return members;
  }

  @Override
  public void fit(List<A> architectures, double[] accuracies) {
    if (architectures.size() != accuracies.length) {
      throw new IllegalArgumentException(
          architectures.size() + " architectures, but " + accuracies.length + " accuracies");
    }
    if (accuracies.length < members) {
      throw new IllegalArgumentException(
          accuracies.length
              + " measurements are too few for "
              + members
              + " members; measure at least as many");
    }
    for (int i = 0; i < accuracies.length; i++) {
      if (!Double.isFinite(accuracies[i])) {
        throw new IllegalArgumentException(
            "the accuracy of "
                + architectures.get(i)
                + " is "
                + accuracies[i]
                + "; leave out what was not measured");
      }
    }
    Dataset<Regressor> dataset = examples.dataset(architectures, accuracies);
    // A new trainer, because how often the old one was used may count.
    Trainer<Regressor> fresh = trainer.get();
    List<Model<Regressor>> fitted = new ArrayList<>(members);
    Iterator<TrainTestFold<Regressor>> folds =
        new KFoldSplitter<Regressor>(members, seed).split(dataset, true);
    while (folds.hasNext()) {
      fitted.add(fresh.train(folds.next().train, Map.of()));
    }
    models = List.copyOf(fitted);
    Optional<CompiledTrees> trees = CompiledTrees.compile(models, features.names());
    predictor =
        trees.isPresent()
            ? new CompiledPredictor<>(trees.get(), features)
            : new TribuoPredictor<>(models, examples);
  }

  @Override
  public void predict(Candidates<A> candidates, double[] mean, double[] spread) {
    if (predictor == null) {
      throw new IllegalStateException("the surrogate was never fitted; call fit before predict");
    }
    predictor.predict(candidates, mean, spread);
  }

  /**
   * Returns the members fitted last.
   *
   * @return the models, empty before the first fit
   */
  public List<Model<Regressor>> members() {
    return models;
  }

  /**
   * Builds a {@link TribuoSurrogate}.
   *
   * @param <A> the architecture
   */
  public static final class Builder<A> {

    private FeatureExtractor<A> features;
    private Long seed;
    private Supplier<Trainer<Regressor>> trainer;
    private int members = 5;

    private Builder() {}

    /**
     * Sets what describes architectures to the regression.
     *
     * @param features the features; used by this surrogate alone
     * @return this builder
     */
    public Builder<A> setFeatures(FeatureExtractor<A> features) {
      this.features = Objects.requireNonNull(features, "features");
      return this;
    }

    /**
     * Sets the seed of the folds and of the default trainer.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder<A> setSeed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets where trainers of the members come from. By default {@link SurrogateTrainers#forest}. A
     * new trainer is taken for each fit, so that a fit does not depend on those before.
     *
     * @param trainer returns a new trainer, always of the same settings and seed
     * @return this builder
     * @throws IllegalArgumentException if the trainer grows trees with random split points
     */
    public Builder<A> optTrainer(Supplier<Trainer<Regressor>> trainer) {
      TrainerCheck.check(trainer.get());
      this.trainer = trainer;
      return this;
    }

    /**
     * Sets the number of members, 5 by default as in the paper.
     *
     * @param count how many, at least 2; each is fitted on all measurements but one part in so many
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder<A> optMembers(int count) {
      if (count < 2) {
        throw new IllegalArgumentException(
            "an ensemble of " + count + "; allowed are 2 members and more");
      }
      members = count;
      return this;
    }

    /**
     * Builds the surrogate.
     *
     * @return the surrogate, not fitted
     * @throws IllegalStateException if something required was not set
     */
    public TribuoSurrogate<A> build() {
      if (features == null || seed == null) {
        throw new IllegalStateException("call setFeatures and setSeed before build");
      }
      if (trainer == null) {
        long trainerSeed = seed;
        trainer = () -> SurrogateTrainers.forest(trainerSeed);
      }
      return new TribuoSurrogate<>(this);
    }
  }
}
