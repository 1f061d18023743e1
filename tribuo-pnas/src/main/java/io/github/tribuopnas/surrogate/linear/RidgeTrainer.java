package io.github.tribuopnas.surrogate.linear;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.surrogate.row.DenseRows;
import io.github.tribuopnas.surrogate.row.Invocations;
import io.github.tribuopnas.surrogate.row.Outputs;
import io.github.tribuopnas.surrogate.row.TrainerSetting;
import java.time.OffsetDateTime;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Trainer;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.Regressor;

/**
 * Ridge regression: least squares on standardized features with a penalty of the squared weights,
 * solved exactly. Learns one output. Makes no random choices.
 */
public final class RidgeTrainer implements Trainer<Regressor> {

  @Config(description = "The penalty of the squared weights of standardized features.")
  private double lambda = 100;

  private Invocations invocations;

  /** For OLCUT. */
  private RidgeTrainer() {}

  /**
   * Makes a trainer.
   *
   * @param lambda the penalty of the squared weights of standardized features, above 0
   * @throws PropertyException if the penalty is not above 0
   */
  public RidgeTrainer(double lambda) {
    this.lambda = lambda;
    postConfig();
  }

  /** {@inheritDoc} Checks the settings. */
  @Override
  public synchronized void postConfig() {
    boolean isPositive = lambda > 0 && lambda < Double.POSITIVE_INFINITY;
    TrainerSetting.require(this, "lambda", lambda, isPositive, "above 0");
    invocations = new Invocations(Trainer.DEFAULT_SEED);
  }

  @Override
  public RidgeModel train(Dataset<Regressor> examples) {
    return train(examples, Map.of());
  }

  @Override
  public RidgeModel train(Dataset<Regressor> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the dataset is empty, has unknown outputs or several
   */
  @Override
  public RidgeModel train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    Outputs.checkSupervised(examples);
    TrainerProvenance provenance;
    synchronized (this) {
      invocations.begin(invocationCount);
      provenance = getProvenance();
      invocations.next();
    }
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    return new RidgeModel(
        "ridge",
        new ModelProvenance(
            RidgeModel.class.getName(),
            OffsetDateTime.now(),
            examples.getProvenance(),
            provenance,
            runProvenance),
        features,
        examples.getOutputIDInfo(),
        RidgeFit.fit(DenseRows.of(examples, features), DenseRows.targets(examples), lambda));
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
