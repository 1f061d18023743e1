package io.github.tribuopnas.surrogate;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.surrogate.row.DenseRows;
import io.github.tribuopnas.surrogate.row.Invocations;
import io.github.tribuopnas.surrogate.row.Outputs;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * Has another trainer learn outputs standardized within their level, by the level's mean and
 * deviation, or the ranks within it; a prediction is brought back by the same two. The cells of one
 * block differ three times as much in accuracy as those of three; where a model learns of both, the
 * smaller ones would decide what it learns.
 *
 * <p>Learns one output.
 */
public final class LevelStandardizedTrainer implements Trainer<Regressor> {

  @Config(mandatory = true, description = "Learns the standardized outputs.")
  private Trainer<Regressor> trainer;

  @Config(description = "The feature that holds the level; without it there is one level.")
  private String levelFeature = "blocks";

  @Config(description = "What is learned instead of an output.")
  private LevelScore score = LevelScore.STANDARD;

  private Invocations invocations;

  /** For OLCUT. */
  private LevelStandardizedTrainer() {}

  /**
   * Makes a trainer.
   *
   * @param trainer learns the standardized outputs; used by this one alone
   * @param levelFeature the name of the feature that holds the level; where a dataset has none of
   *     that name, there is one level
   */
  public LevelStandardizedTrainer(Trainer<Regressor> trainer, String levelFeature) {
    this(trainer, levelFeature, LevelScore.STANDARD);
  }

  /**
   * Makes a trainer.
   *
   * @param trainer learns the scores; used by this one alone
   * @param levelFeature the name of the feature that holds the level; where a dataset has none of
   *     that name, there is one level
   * @param score what is learned instead of an output
   */
  public LevelStandardizedTrainer(
      Trainer<Regressor> trainer, String levelFeature, LevelScore score) {
    this.trainer = trainer;
    this.levelFeature = levelFeature;
    this.score = score;
    postConfig();
  }

  /** {@inheritDoc} */
  @Override
  public synchronized void postConfig() {
    invocations = new Invocations(Trainer.DEFAULT_SEED);
  }

  @Override
  public LevelStandardizedModel train(Dataset<Regressor> examples) {
    return train(examples, Map.of());
  }

  @Override
  public LevelStandardizedModel train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  /**
   * {@inheritDoc} Trainings follow each other, for the trainer within remembers how often it was
   * called.
   *
   * @throws IllegalArgumentException if the dataset is empty, has unknown outputs or several, or
   *     the trainer within refuses it
   */
  @Override
  public synchronized LevelStandardizedModel train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    Outputs.checkSupervised(examples);
    invocations.begin(invocationCount);
    TrainerProvenance provenance = getProvenance();
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    double[][] rows = DenseRows.of(examples, features);
    // Tribuo numbers features from 0, and gives -1 for a name that there is not.
    double[] outputs = DenseRows.targets(examples);
    LevelScale scale = LevelScale.of(rows, outputs, features.getID(levelFeature));
    Model<Regressor> model =
        trainer.train(
            scored(examples, scale.scores(score, rows, outputs)),
            runProvenance,
            invocations.count());
    invocations.next();
    return new LevelStandardizedModel(
        "level-standardized",
        new ModelProvenance(
            LevelStandardizedModel.class.getName(),
            OffsetDateTime.now(),
            examples.getProvenance(),
            provenance,
            runProvenance),
        features,
        examples.getOutputIDInfo(),
        model,
        scale);
  }

  private static Dataset<Regressor> scored(Dataset<Regressor> examples, double[] scores) {
    String output = Outputs.single(examples.getOutputIDInfo());
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> scored =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("scores within levels", factory), factory);
    int i = 0;
    for (Example<Regressor> example : examples) {
      List<Feature> features = new ArrayList<>(example.size());
      example.forEach(features::add);
      scored.add(new ArrayExample<>(new Regressor(output, scores[i++]), features));
    }
    return scored;
  }

  @Override
  public synchronized int getInvocationCount() {
    return invocations.count();
  }

  @Override
  public synchronized void setInvocationCount(int invocationCount) {
    invocations.set(invocationCount);
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }
}
