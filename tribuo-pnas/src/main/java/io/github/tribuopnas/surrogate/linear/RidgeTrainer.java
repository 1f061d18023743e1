package io.github.tribuopnas.surrogate.linear;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.options.Range;
import io.github.tribuopnas.surrogate.row.DenseRows;
import io.github.tribuopnas.surrogate.row.ModelParts;
import io.github.tribuopnas.surrogate.row.RegressorTrainer;
import org.tribuo.Dataset;
import org.tribuo.regression.Regressor;

/**
 * Ridge regression: least squares on standardized features with a penalty of the squared weights,
 * solved exactly. Learns one output. Makes no random choices.
 */
public final class RidgeTrainer extends RegressorTrainer<RidgeModel> {

  @Config(description = "The penalty of the squared weights of standardized features.")
  @Range(above = 0)
  private double lambda = 100;

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

  @Override
  protected RidgeModel fit(Dataset<Regressor> examples, Call call) {
    return new RidgeModel(
        ModelParts.of(RidgeModel.class, "ridge", examples, call),
        RidgeFit.fit(
            DenseRows.of(examples, examples.getFeatureIDMap()),
            DenseRows.targets(examples),
            lambda));
  }
}
