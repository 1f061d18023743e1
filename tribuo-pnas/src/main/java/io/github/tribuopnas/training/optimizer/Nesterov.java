package io.github.tribuopnas.training.optimizer;

import static io.github.tribuopnas.training.engine.Scalars.mul;
import static io.github.tribuopnas.training.engine.Scalars.muli;

import ai.djl.ndarray.NDArray;
import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Require;

/**
 * Stochastic gradient descent with Nesterov's momentum: {@code g' = g + d w; v = m v + g'; w = w -
 * r (g' + m v)} for momentum m, gradient g, weight decay d and learning rate r.
 *
 * @param momentum fraction of the last update that is kept, from 0 to below 1
 */
public record Nesterov(double momentum) implements Optimizer {

  /**
   * Checks the momentum.
   *
   * @param momentum fraction of the last update that is kept, from 0 to below 1
   */
  public Nesterov {
    Require.fraction("momentum", momentum);
  }

  @Override
  public float[] initialState() {
    return new float[] {0};
  }

  @Override
  public void step(OptimizerStep update) {
    update.decayGradient();
    NDArray velocity = update.state().get(0);
    muli(velocity, momentum).addi(update.gradient());
    try (NDArray ahead = mul(velocity, momentum)) {
      update.weights().subi(muli(ahead.addi(update.gradient()), update.rate()));
    }
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("nesterov", momentum);
  }
}
