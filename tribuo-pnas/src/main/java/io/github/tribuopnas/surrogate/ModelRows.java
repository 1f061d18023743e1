package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.surrogate.row.RowRegressor;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * Predicts rows of features with any Tribuo model, as Tribuo does it. All rows go in one call: some
 * models, such as boosted trees of a native library, are slow one by one.
 */
public final class ModelRows implements RowRegressor {

  private final Model<Regressor> model;
  private final String[] names;

  /**
   * Wraps a model of one output.
   *
   * @param model the model
   * @param names the names of the features, in the order of the columns
   */
  public ModelRows(Model<Regressor> model, List<String> names) {
    this.model = model;
    this.names = names.toArray(String[]::new);
  }

  @Override
  public void predict(double[][] rows, int count, double[] predictions) {
    List<Example<Regressor>> examples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      examples.add(new ArrayExample<>(RegressionFactory.UNKNOWN_REGRESSOR, names, rows[i]));
    }
    int i = 0;
    for (Prediction<Regressor> prediction : model.predict(examples)) {
      predictions[i++] = prediction.getOutput().getValues()[0];
    }
  }
}
