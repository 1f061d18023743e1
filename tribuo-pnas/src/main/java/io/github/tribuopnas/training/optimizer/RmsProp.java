package io.github.tribuopnas.training.optimizer;

import static io.github.tribuopnas.training.engine.Scalars.add;
import static io.github.tribuopnas.training.engine.Scalars.mul;
import static io.github.tribuopnas.training.engine.Scalars.muli;

import ai.djl.ndarray.NDArray;
import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Require;

/**
 * RMSProp with momentum as in TensorFlow, which the ImageNet networks of the paper were trained
 * with: {@code g' = g + c w; s = d s + (1 - d) g'^2; v = m v + g' / sqrt(s + e); w = w - r v} for
 * decay d, momentum m, epsilon e inside the root, gradient g, weight decay c and learning rate r.
 * The mean square s begins with 1. Unlike TensorFlow's, the rate stands outside v, so that a fall
 * of the rate acts at once.
 *
 * @param decay fraction of the mean square that is kept, from 0 to below 1
 * @param momentum fraction of the last update that is kept, from 0 to below 1
 * @param epsilon added to the mean square, above 0
 */
public record RmsProp(double decay, double momentum, double epsilon) implements Optimizer {

  /**
   * Checks all three.
   *
   * @param decay fraction of the mean square that is kept, from 0 to below 1
   * @param momentum fraction of the last update that is kept, from 0 to below 1
   * @param epsilon added to the mean square, above 0
   */
  public RmsProp {
    Require.fraction("decay of the mean square", decay);
    Require.fraction("momentum", momentum);
    Require.positive("epsilon", epsilon);
  }

  @Override
  public float[] initialState() {
    return new float[] {1, 0};
  }

  @Override
  public void step(OptimizerStep update) {
    update.decayGradient();
    NDArray gradient = update.gradient();
    NDArray square = update.state().get(0);
    NDArray velocity = update.state().get(1);
    try (NDArray latest = gradient.square()) {
      muli(square, decay).addi(muli(latest, 1 - decay));
    }
    try (NDArray shifted = add(square, epsilon);
        NDArray root = shifted.sqrt()) {
      muli(velocity, momentum).addi(gradient.divi(root));
    }
    try (NDArray moved = mul(velocity, update.rate())) {
      update.weights().subi(moved);
    }
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("rmsprop", decay, momentum, epsilon);
  }
}
