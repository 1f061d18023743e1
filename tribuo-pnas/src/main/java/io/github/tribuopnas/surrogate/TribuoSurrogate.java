package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.surrogate.feature.FeatureExtractor;
import io.github.tribuopnas.surrogate.row.BlockRegressor;
import io.github.tribuopnas.surrogate.row.RowBlock;
import io.github.tribuopnas.surrogate.row.RowRegressor;
import io.github.tribuopnas.surrogate.row.Thresholds;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/**
 * An ensemble of Tribuo regressors, each fitted on all measurements but one fifth (PNAS, section
 * 4.2). Any trainer of regressors serves; trees and forests of trees predict hundreds of thousands
 * of candidates in seconds.
 *
 * <p>What it predicts is a function of the seed, the trainer and the set of measurements: neither
 * their order nor what was fitted before matters. The members never report variances of their own:
 * those of Tribuo's ensembles are wrong in version 4.3.2.
 *
 * @param <A> the architecture
 */
public final class TribuoSurrogate<A> implements Surrogate<A> {

  private static final int DEFAULT_MEMBERS = 5;

  /** Rows on which a compiled member must agree with the model that it was made of. */
  private static final int CHECKED_ROWS = 32;

  /** Fewer measurements may well give constant predictions: leaves need several rows. */
  private static final int LEAST_FOR_CHECK = 20;

  private final FeatureExtractor<A> features;
  private final TrainerCopies trainers;
  private final int members;
  private final long seed;
  private List<BlockRegressor> fitted = List.of();
  private @Nullable RowBlock block;

  private TribuoSurrogate(Builder<A> builder) {
    features = Objects.requireNonNull(builder.features);
    seed = Objects.requireNonNull(builder.seed);
    members = builder.members;
    trainers =
        builder.trainers == null ? new TrainerCopies(MemberTrainers.mixed(seed)) : builder.trainers;
  }

  /**
   * Returns a builder.
   *
   * @param <A> the architecture
   * @return the builder, whose features and seed have yet to be set
   */
  public static <A> Builder<A> builder() {
    return new Builder<>();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the lengths differ, there are fewer measurements than
   *     members, a value is not finite, or the features refuse an architecture
   * @throws IllegalStateException if 20 or more different values were measured and the trainer
   *     predicts the same for all of them
   */
  @Override
  public void fit(List<A> architectures, double[] values) {
    if (architectures.size() != values.length) {
      throw new IllegalArgumentException(
          architectures.size() + " architectures with " + values.length + " values");
    }
    if (values.length < members) {
      throw new IllegalArgumentException(
          "a surrogate of "
              + members
              + " members needs at least "
              + members
              + " measured architectures; there are "
              + values.length);
    }
    fitted = List.of();
    Measurements measurements = new Measurements(features.names());
    int i = 0;
    for (A architecture : architectures) {
      double value = values[i++];
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "value " + value + " of " + architecture + "; allowed are finite numbers");
      }
      double[] row = new double[features.names().size()];
      features.extract(architecture, row);
      measurements.add(row, value);
    }
    measurements.sort();
    double[][] sample = measurements.first(CHECKED_ROWS);
    List<RowRegressor> regressors =
        measurements.train(trainers.copy(), members, seed).stream()
            .map(model -> CompiledModels.fastest(model, features.names(), sample))
            .toList();
    checkNotConstant(measurements, regressors);
    Thresholds.Builder thresholds = new Thresholds.Builder(features.names().size());
    regressors.forEach(regressor -> regressor.addThresholds(thresholds));
    Thresholds ofAll = thresholds.build();
    block = new RowBlock(ofAll);
    fitted = regressors.stream().map(regressor -> regressor.forBlocks(ofAll)).toList();
  }

  private void checkNotConstant(Measurements measurements, List<RowRegressor> regressors) {
    if (measurements.distinctValues() < LEAST_FOR_CHECK) {
      return;
    }
    double[][] rows = measurements.first(Integer.MAX_VALUE);
    double[] predictions = new double[rows.length];
    for (RowRegressor regressor : regressors) {
      regressor.predict(rows, rows.length, predictions);
      for (double prediction : predictions) {
        if (prediction != predictions[0]) {
          return;
        }
      }
    }
    throw new IllegalStateException(
        "a surrogate of "
            + trainers.name()
            + " predicts "
            + predictions[0]
            + " for all "
            + rows.length
            + " measured architectures, although their values differ; use another trainer, or"
            + " other settings");
  }

  @Override
  public int minimumTrials() {
    return members;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if an array does not have one element per candidate
   * @throws IllegalStateException if the surrogate was never fitted
   */
  @Override
  public void predict(Candidates<A> candidates, double[] mean, double[] standardDeviation) {
    RowBlock rows = block;
    if (rows == null) {
      throw new IllegalStateException("the surrogate was not fitted; call fit");
    }
    int size = candidates.size();
    if (mean.length != size || standardDeviation.length != size) {
      throw new IllegalArgumentException(
          size
              + " candidates with arrays of "
              + mean.length
              + " and "
              + standardDeviation.length
              + "; both must have one element per candidate");
    }
    double[][] predictions = new double[members][RowBlock.ROWS];
    for (int start = 0; start < size; start += RowBlock.ROWS) {
      int count = Math.min(RowBlock.ROWS, size - start);
      for (int i = 0; i < count; i++) {
        features.extract(candidates.get(start + i), rows.row(i));
      }
      rows.fill(count);
      for (int member = 0; member < members; member++) {
        fitted.get(member).predict(rows, predictions[member]);
      }
      for (int i = 0; i < count; i++) {
        mean[start + i] = mean(predictions, i);
        standardDeviation[start + i] = standardDeviation(predictions, i, mean[start + i]);
      }
    }
  }

  private static double mean(double[][] predictions, int candidate) {
    double sum = 0;
    for (double[] member : predictions) {
      sum += member[candidate];
    }
    return sum / predictions.length;
  }

  private static double standardDeviation(double[][] predictions, int candidate, double mean) {
    double squares = 0;
    for (double[] member : predictions) {
      double difference = member[candidate] - mean;
      squares += difference * difference;
    }
    return Math.sqrt(squares / (predictions.length - 1));
  }

  /**
   * Builds a {@link TribuoSurrogate}.
   *
   * @param <A> the architecture
   */
  public static final class Builder<A> {

    private @Nullable FeatureExtractor<A> features;
    private @Nullable TrainerCopies trainers;
    private int members = DEFAULT_MEMBERS;
    private @Nullable Long seed;

    private Builder() {}

    /**
     * Sets what the members know of an architecture.
     *
     * @param features at least one feature, of distinct names
     * @return this builder
     * @throws IllegalArgumentException if there is no feature, or two have one name
     */
    public Builder<A> setFeatures(FeatureExtractor<A> features) {
      List<String> names = features.names();
      if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
        throw new IllegalArgumentException(
            "features " + names + "; needed is at least one, and distinct names");
      }
      this.features = features;
      return this;
    }

    /**
     * Sets the seed of the folds, and of the default trainer.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder<A> setSeed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets the trainer of the members. By default that of {@link SurrogateKind#MIXED}.
     *
     * @param trainer a trainer of which only the configuration is taken: each fit makes a new one
     *     of it, for a used one would remember. Its {@code setInvocationCount} must work
     * @return this builder
     * @throws IllegalArgumentException if it makes trees with random split points, alone or in an
     *     ensemble, for these are wrong in Tribuo 4.3.2; or if it cannot be made from its
     *     configuration
     */
    public Builder<A> optTrainer(Trainer<Regressor> trainer) {
      RandomSplitPoints.check(trainer);
      trainers = new TrainerCopies(trainer);
      return this;
    }

    /**
     * Sets the number of members. By default five, as in the paper.
     *
     * @param members the number, at least 2, since one has no standard deviation
     * @return this builder
     * @throws IllegalArgumentException if it is below 2
     */
    public Builder<A> optMembers(int members) {
      if (members < 2) {
        throw new IllegalArgumentException(
            "a surrogate of " + members + " members; allowed are 2 or more");
      }
      this.members = members;
      return this;
    }

    /**
     * Builds the surrogate.
     *
     * @return the surrogate, not yet fitted
     * @throws IllegalStateException if the features or the seed were not set
     */
    public TribuoSurrogate<A> build() {
      if (features == null) {
        throw new IllegalStateException("the features were not set; call setFeatures");
      }
      if (seed == null) {
        throw new IllegalStateException("the seed was not set; call setSeed");
      }
      return new TribuoSurrogate<>(this);
    }
  }
}
