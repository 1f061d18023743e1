package io.github.tribuopnas.surrogate.row;

import org.tribuo.Dataset;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.regression.ImmutableRegressionInfo;
import org.tribuo.regression.Regressor;

/** The one output that the models of this package have. */
public final class Outputs {

  private Outputs() {}

  /**
   * Checks that there is something to learn from.
   *
   * @param examples the training data
   * @throws IllegalArgumentException if the dataset is empty or has unknown outputs
   */
  public static void checkSupervised(Dataset<Regressor> examples) {
    if (examples.size() == 0) {
      throw new IllegalArgumentException("a dataset without examples; at least one is needed");
    }
    if (examples.getOutputInfo().getUnknownCount() > 0) {
      throw new IllegalArgumentException(
          "the dataset holds unknown outputs, of which a trainer cannot learn");
    }
  }

  /**
   * Returns the name of the only output.
   *
   * @param outputs the outputs of a dataset
   * @return the name
   * @throws IllegalArgumentException if there are several
   */
  public static String single(ImmutableOutputInfo<Regressor> outputs) {
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          "a dataset of " + outputs.size() + " outputs; allowed is one");
    }
    return outputs.getDomain().iterator().next().getNames()[0];
  }

  /**
   * Returns a domain that was read from a file as one of regressors.
   *
   * @param outputs the domain
   * @return the same domain
   * @throws IllegalArgumentException if it is of another kind
   */
  public static ImmutableOutputInfo<Regressor> regressors(ImmutableOutputInfo<?> outputs) {
    if (outputs instanceof ImmutableRegressionInfo regression) {
      return regression;
    }
    throw new IllegalArgumentException(
        "a model with outputs of " + outputs.getClass().getSimpleName() + "; allowed are numbers");
  }
}
