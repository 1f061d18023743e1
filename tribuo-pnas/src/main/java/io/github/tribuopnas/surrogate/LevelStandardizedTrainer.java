package io.github.tribuopnas.surrogate;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.surrogate.row.DenseRows;
import io.github.tribuopnas.surrogate.row.ModelParts;
import io.github.tribuopnas.surrogate.row.Outputs;
import io.github.tribuopnas.surrogate.row.RegressorTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
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
public final class LevelStandardizedTrainer extends RegressorTrainer<LevelStandardizedModel> {

  @Config(mandatory = true, description = "Learns the standardized outputs.")
  private Trainer<Regressor> trainer;

  @Config(description = "The feature that holds the level; without it there is one level.")
  private String levelFeature = "blocks";

  @Config(description = "What is learned instead of an output.")
  private LevelScore score = LevelScore.STANDARD;

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

  /** {@inheritDoc} Trainings follow each other: the trainer within counts its calls. */
  @Override
  public synchronized LevelStandardizedModel train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return super.train(examples, runProvenance, invocationCount);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are several outputs, or the trainer within refuses
   *     the examples
   */
  @Override
  protected LevelStandardizedModel fit(Dataset<Regressor> examples, Call call) {
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    double[][] rows = DenseRows.of(examples, features);
    double[] outputs = DenseRows.targets(examples);
    // Tribuo numbers features from 0, and gives -1 for a name that there is not.
    LevelScale scale = LevelScale.of(rows, outputs, features.getID(levelFeature));
    return new LevelStandardizedModel(
        ModelParts.of(LevelStandardizedModel.class, "level-standardized", examples, call),
        trainer.train(
            scored(examples, scale.scores(score, rows, outputs)), call.run(), call.count()),
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
}
