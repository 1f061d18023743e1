package io.github.tribuopnas.training.optimizer;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Require;

/**
 * Stochastic gradient descent with momentum: {@code v = m v + g + d w; w = w - r v} for momentum m,
 * gradient g, weight decay d and learning rate r.
 *
 * <p>The engine's native step keeps {@code r v} instead of {@code v}; giving it the momentum {@code
 * m r / r'}, where r' is the rate of the step before, makes both the same under a falling rate.
 *
 * @param momentum fraction of the last update that is kept, from 0 to below 1
 */
public record Sgd(double momentum) implements Optimizer {

  private static final float NO_RESCALING = 1;
  private static final float NO_CLIPPING = -1;

  /**
   * Checks the momentum.
   *
   * @param momentum fraction of the last update that is kept, from 0 to below 1
   */
  public Sgd {
    Require.fraction("momentum", momentum);
  }

  @Override
  public float[] initialState() {
    return new float[] {0};
  }

  @Override
  public void step(OptimizerStep update) {
    boolean natively = update.decaysAlike();
    if (!natively) {
      update.decayGradient();
    }
    JniUtils.sgdUpdate(
        (PtNDArray) update.weights(),
        (PtNDArray) update.gradient(),
        (PtNDArray) update.state().get(0),
        (float) update.rate(),
        natively ? (float) update.decay() : 0,
        NO_RESCALING,
        NO_CLIPPING,
        (float) (momentum * update.rate() / update.previousRate()));
  }

  @Override
  public NamedArguments arguments() {
    return NamedArguments.of("sgd", momentum);
  }
}
