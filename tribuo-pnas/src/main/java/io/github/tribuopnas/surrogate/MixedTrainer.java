package io.github.tribuopnas.surrogate;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.options.ConfigFields;
import io.github.tribuopnas.surrogate.row.RegressorTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;

/**
 * Trains a model of each of several kinds on the same data and predicts their mean: models of
 * different kinds err differently, so that their mean errs less. The model is one of Tribuo's
 * ensembles, whose predicted variance is wrong in Tribuo 4.3.2.
 */
public final class MixedTrainer extends RegressorTrainer<WeightedEnsembleModel<Regressor>> {

  @Config(mandatory = true, description = "The trainers, two at least.")
  private List<Trainer<Regressor>> trainers = new ArrayList<>();

  /** For OLCUT. */
  private MixedTrainer() {}

  /**
   * Makes a trainer of several.
   *
   * @param trainers two at least, used by this one alone
   * @throws PropertyException if there are fewer
   */
  public MixedTrainer(List<Trainer<Regressor>> trainers) {
    this.trainers = List.copyOf(trainers);
    postConfig();
  }

  @Override
  protected void check() {
    ConfigFields.check(
        "trainers", () -> Require.atLeast("the number of trainers", trainers.size(), 2));
  }

  /** {@inheritDoc} Trainings follow each other: the trainers within count their calls. */
  @Override
  public synchronized WeightedEnsembleModel<Regressor> train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return super.train(examples, runProvenance, invocationCount);
  }

  @Override
  protected WeightedEnsembleModel<Regressor> fit(Dataset<Regressor> examples, Call call) {
    List<Model<Regressor>> models = new ArrayList<>();
    for (Trainer<Regressor> trainer : trainers) {
      models.add(trainer.train(examples, call.run(), call.count()));
    }
    return WeightedEnsembleModel.createEnsembleFromExistingModels(
        "mixed", models, new AveragingCombiner());
  }
}
