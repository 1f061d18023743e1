package io.github.tribuopnas.surrogate;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.surrogate.row.Invocations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;

/**
 * Trains a model of each of several kinds on the same data and predicts their mean: models of
 * different kinds err differently, so that their mean errs less. The model is one of Tribuo's
 * ensembles, whose predicted variance is wrong in Tribuo 4.3.2.
 */
public final class MixedTrainer implements Trainer<Regressor> {

  @Config(mandatory = true, description = "The trainers, two at least.")
  private List<Trainer<Regressor>> trainers = new ArrayList<>();

  private Invocations invocations;

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

  /** {@inheritDoc} Checks the settings. */
  @Override
  public synchronized void postConfig() {
    if (trainers.size() < 2) {
      throw new PropertyException(
          "",
          "trainers",
          "MixedTrainer of " + trainers.size() + " trainers; allowed are 2 and more");
    }
    invocations = new Invocations(Trainer.DEFAULT_SEED);
  }

  @Override
  public WeightedEnsembleModel<Regressor> train(Dataset<Regressor> examples) {
    return train(examples, Map.of());
  }

  @Override
  public WeightedEnsembleModel<Regressor> train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  /**
   * {@inheritDoc} Trainings follow each other, for the trainers within remember how often they were
   * called.
   *
   * @throws IllegalArgumentException if one of the trainers refuses the dataset
   */
  @Override
  public synchronized WeightedEnsembleModel<Regressor> train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    invocations.begin(invocationCount);
    List<Model<Regressor>> models = new ArrayList<>();
    for (Trainer<Regressor> trainer : trainers) {
      models.add(trainer.train(examples, runProvenance, invocations.count()));
    }
    invocations.next();
    return WeightedEnsembleModel.createEnsembleFromExistingModels(
        "mixed", models, new AveragingCombiner());
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
