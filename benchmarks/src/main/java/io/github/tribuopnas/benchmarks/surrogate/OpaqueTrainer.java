package io.github.tribuopnas.benchmarks.surrogate;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.Regressor;

/** Trains the same models as another trainer, but hides their kind, so that none is compiled. */
public final class OpaqueTrainer implements Trainer<Regressor> {

  @Config(mandatory = true, description = "Trains the models.")
  private Trainer<Regressor> trainer;

  /** For OLCUT. */
  private OpaqueTrainer() {}

  /**
   * Hides the models of a trainer.
   *
   * @param trainer used by this one alone
   */
  OpaqueTrainer(Trainer<Regressor> trainer) {
    this.trainer = trainer;
  }

  @Override
  public Model<Regressor> train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance) {
    return new OpaqueModel(trainer.train(examples, runProvenance));
  }

  @Override
  public Model<Regressor> train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return new OpaqueModel(trainer.train(examples, runProvenance, invocationCount));
  }

  @Override
  public int getInvocationCount() {
    return trainer.getInvocationCount();
  }

  @Override
  public void setInvocationCount(int invocationCount) {
    trainer.setInvocationCount(invocationCount);
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }

  private static final class OpaqueModel extends Model<Regressor> {

    private static final long serialVersionUID = 1L;

    private final Model<Regressor> model;

    OpaqueModel(Model<Regressor> model) {
      super(
          "opaque",
          model.getProvenance(),
          model.getFeatureIDMap(),
          model.getOutputIDInfo(),
          model.generatesProbabilities());
      this.model = model;
    }

    @Override
    public Prediction<Regressor> predict(Example<Regressor> example) {
      return model.predict(example);
    }

    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
      return model.getTopFeatures(n);
    }

    @Override
    public Optional<Excuse<Regressor>> getExcuse(Example<Regressor> example) {
      return model.getExcuse(example);
    }

    @Override
    protected Model<Regressor> copy(String newName, ModelProvenance newProvenance) {
      return new OpaqueModel(model);
    }
  }
}
