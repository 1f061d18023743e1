package io.github.tribuopnas.surrogate.tree;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.options.Range;
import io.github.tribuopnas.surrogate.row.DenseRows;
import io.github.tribuopnas.surrogate.row.ModelParts;
import io.github.tribuopnas.surrogate.row.RegressorTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/**
 * Stochastic gradient boosting of regression trees for the squared error (Friedman 2002), on
 * columns cut into at most 64 bins. Written for few rows: a model of some hundred measurements is
 * trained in milliseconds, without a native library.
 *
 * <p>Learns one output. Deterministic for a seed and an invocation count.
 */
public final class BoostedTreesTrainer extends RegressorTrainer<BoostedTreesModel> {

  @Config(description = "The number of trees.")
  @Range(from = 1)
  private int trees = 100;

  @Config(description = "The most splits on a way from a tree's root to a leaf.")
  @Range(from = 1, to = 30)
  private int depth = 3;

  @Config(description = "The fraction of a tree's prediction that is added.")
  @Range(above = 0, to = 1)
  private double learningRate = 0.1;

  @Config(description = "The fraction of the rows that each tree learns from.")
  @Range(above = 0, to = 1)
  private double subsample = 0.8;

  @Config(description = "The fraction of the features that each tree may use.")
  @Range(above = 0, to = 1)
  private double featureSubsample = 0.5;

  @Config(description = "The fewest rows of a leaf.")
  @Range(from = 1)
  private int minChildWeight = 2;

  @Config(description = "Pulls leaves of few rows towards 0.")
  @Range(from = 0)
  private double lambda = 1;

  @Config(description = SEED)
  private long seed = Trainer.DEFAULT_SEED;

  /** For OLCUT. */
  private BoostedTreesTrainer() {}

  /**
   * Returns a builder.
   *
   * @return a builder whose every setting has a default
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  protected long seed() {
    return seed;
  }

  @Override
  protected BoostedTreesModel fit(Dataset<Regressor> examples, Call call) {
    return new BoostedTreesModel(
        ModelParts.of(BoostedTreesModel.class, "boosted-trees", examples, call),
        boost(
            DenseRows.of(examples, examples.getFeatureIDMap()),
            DenseRows.targets(examples),
            call.random()));
  }

  private FlatTrees boost(double[][] rows, double[] targets, SplittableRandom local) {
    BinnedColumns table = new BinnedColumns(rows);
    TreeGrower grower = new TreeGrower(table, depth, minChildWeight, lambda);
    FlatTrees.Builder grown = new FlatTrees.Builder();
    double base = Arrays.stream(targets).average().orElseThrow();
    grown.addBase(base);
    double[] residuals = new double[targets.length];
    Arrays.setAll(residuals, i -> targets[i] - base);
    Sample rowSample = new Sample(rows.length, subsample);
    Sample columnSample = new Sample(table.columns(), featureSubsample);
    for (int tree = 0; tree < trees; tree++) {
      grower.grow(grown, rowSample.draw(local), columnSample.draw(local), residuals, learningRate);
      for (int i = 0; i < rows.length; i++) {
        residuals[i] -= grown.ofLastTree(rows[i]);
      }
    }
    return grown.build();
  }

  /** Draws numbers without replacement. */
  private static final class Sample {

    private final int[] all;
    private final int[] drawn;

    Sample(int size, double fraction) {
      all = new int[size];
      Arrays.setAll(all, i -> i);
      drawn = new int[(int) Math.max(1, Math.round(fraction * size))];
    }

    /** Returns numbers in ascending order, in an array that the next draw overwrites. */
    int[] draw(SplittableRandom random) {
      for (int i = 0; i < drawn.length; i++) {
        int other = random.nextInt(i, all.length);
        int swapped = all[i];
        all[i] = all[other];
        all[other] = swapped;
      }
      System.arraycopy(all, 0, drawn, 0, drawn.length);
      Arrays.sort(drawn);
      return drawn;
    }
  }

  /** Builds a {@link BoostedTreesTrainer}. */
  public static final class Builder {

    private final List<Consumer<BoostedTreesTrainer>> settings = new ArrayList<>();

    private Builder() {}

    private Builder with(Consumer<BoostedTreesTrainer> setting) {
      settings.add(setting);
      return this;
    }

    /**
     * Sets the number of trees. By default 100.
     *
     * @param trees the number, at least 1
     * @return this builder
     */
    public Builder optTrees(int trees) {
      return with(trainer -> trainer.trees = trees);
    }

    /**
     * Sets the most splits on a way from a tree's root to a leaf. By default 3.
     *
     * @param depth the number, from 1 to 30
     * @return this builder
     */
    public Builder optDepth(int depth) {
      return with(trainer -> trainer.depth = depth);
    }

    /**
     * Sets the fraction of a tree's prediction that is added. By default 0.1.
     *
     * @param learningRate the fraction, above 0 up to 1
     * @return this builder
     */
    public Builder optLearningRate(double learningRate) {
      return with(trainer -> trainer.learningRate = learningRate);
    }

    /**
     * Sets the fraction of the rows that each tree learns from. By default 0.8.
     *
     * @param subsample the fraction, above 0 up to 1
     * @return this builder
     */
    public Builder optSubsample(double subsample) {
      return with(trainer -> trainer.subsample = subsample);
    }

    /**
     * Sets the fraction of the features that each tree may use. By default 0.5.
     *
     * @param featureSubsample the fraction, above 0 up to 1
     * @return this builder
     */
    public Builder optFeatureSubsample(double featureSubsample) {
      return with(trainer -> trainer.featureSubsample = featureSubsample);
    }

    /**
     * Sets the fewest rows of a leaf. By default 2.
     *
     * @param minChildWeight the number, at least 1
     * @return this builder
     */
    public Builder optMinChildWeight(int minChildWeight) {
      return with(trainer -> trainer.minChildWeight = minChildWeight);
    }

    /**
     * Sets what pulls leaves of few rows towards 0: it is added to their number of rows. By default
     * 1.
     *
     * @param lambda the lambda, at least 0
     * @return this builder
     */
    public Builder optLambda(double lambda) {
      return with(trainer -> trainer.lambda = lambda);
    }

    /**
     * Sets the seed of the random choices. By default Tribuo's.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder optSeed(long seed) {
      return with(trainer -> trainer.seed = seed);
    }

    /**
     * Builds the trainer.
     *
     * @return the trainer
     * @throws PropertyException if a setting is outside its range
     */
    public BoostedTreesTrainer build() {
      BoostedTreesTrainer trainer = new BoostedTreesTrainer();
      settings.forEach(setting -> setting.accept(trainer));
      trainer.postConfig();
      return trainer;
    }
  }
}
