package io.github.tribuopnas.training.optimizer;

import static io.github.tribuopnas.training.engine.Scalars.addi;
import static io.github.tribuopnas.training.engine.Scalars.div;
import static io.github.tribuopnas.training.engine.Scalars.muli;

import ai.djl.ndarray.NDArray;
import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Require;

/**
 * Adam with weight decay apart from the gradient (Loshchilov and Hutter 2019): {@code w = w - r d
 * w; m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w = w - r m' / (sqrt(v') + e)}, where m' and
 * v' are m and v over 1 - b1^t and 1 - b2^t at step t from 1, for gradient g, weight decay d and
 * learning rate r.
 *
 * @param beta1 fraction of the mean gradient that is kept, from 0 to below 1
 * @param beta2 fraction of the mean square that is kept, from 0 to below 1
 * @param epsilon added to the root, above 0
 */
public record AdamW(double beta1, double beta2, double epsilon) implements Optimizer {

  /**
   * Checks all three.
   *
   * @param beta1 fraction of the mean gradient that is kept, from 0 to below 1
   * @param beta2 fraction of the mean square that is kept, from 0 to below 1
   * @param epsilon added to the root, above 0
   */
  public AdamW {
    Require.fraction("beta1", beta1);
    Require.fraction("beta2", beta2);
    Require.positive("epsilon", epsilon);
  }

  @Override
  public float[] initialState() {
    return new float[] {0, 0};
  }

  @Override
  public void step(OptimizerStep update) {
    update.decayWeights();
    NDArray gradient = update.gradient();
    NDArray mean = update.state().get(0);
    NDArray square = update.state().get(1);
    long step = update.number() + 1;
    try (NDArray latest = gradient.square()) {
      muli(square, beta2).addi(muli(latest, 1 - beta2));
    }
    muli(mean, beta1).addi(muli(gradient, 1 - beta1));
    try (NDArray corrected = div(square, 1 - Math.pow(beta2, step));
        NDArray root = corrected.sqrt();
        NDArray moved = mean.div(addi(root, epsilon))) {
      update.weights().subi(muli(moved, update.rate() / (1 - Math.pow(beta1, step))));
    }
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("adamw", beta1, beta2, epsilon);
  }
}
