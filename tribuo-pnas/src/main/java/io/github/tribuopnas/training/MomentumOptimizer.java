package io.github.tribuopnas.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Stochastic gradient descent with momentum whose state lives in the manager of the training run
 * and is freed with it; the state of DJL's optimisers is never freed.
 *
 * <p>The update is {@code v = m v + g + d w; w = w - r v} for momentum m, gradient g, weight decay
 * d and learning rate r. The engine's native step keeps {@code r v} instead of {@code v}; giving it
 * the momentum {@code m r / r'}, where r' is the rate of the step before, makes both the same under
 * a falling rate.
 */
final class MomentumOptimizer {

  private static final float NO_RESCALING = 1;
  private static final float NO_CLIPPING = -1;

  private final List<PtNDArray> weights = new ArrayList<>();
  private final List<PtNDArray> velocities = new ArrayList<>();
  private final double momentum;
  private final double weightDecay;
  private double lastRate = Double.NaN;

  MomentumOptimizer(
      Collection<Parameter> parameters, NDManager manager, double momentum, double weightDecay) {
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    for (Parameter parameter : parameters) {
      if (parameter.requiresGradient()) {
        PtNDArray weight = (PtNDArray) parameter.getArray();
        weights.add(weight);
        velocities.add((PtNDArray) manager.zeros(weight.getShape()));
      }
    }
  }

  /**
   * Moves every weight against its gradient and sets the gradients to zero.
   *
   * @param rate the learning rate of this step, above 0
   */
  void step(double rate) {
    double carried = Double.isNaN(lastRate) ? momentum : momentum * rate / lastRate;
    for (int i = 0; i < weights.size(); i++) {
      PtNDArray weight = weights.get(i);
      try (NDArray gradient = weight.getGradient()) {
        JniUtils.sgdUpdate(
            weight,
            (PtNDArray) gradient,
            velocities.get(i),
            (float) rate,
            (float) weightDecay,
            NO_RESCALING,
            NO_CLIPPING,
            (float) carried);
      }
      JniUtils.zeroGrad(weight);
    }
    lastRate = rate;
  }
}
