package io.github.tribuopnas.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015), whose state lives in a manager and is freed with it; the state of
 * DJL's own is never freed.
 */
final class AdamOptimizer {

  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final float EPSILON = 1e-8f;
  private static final float NO_WEIGHT_DECAY = 0;
  private static final float NO_RESCALING = 1;
  private static final float NO_CLIPPING = -1;

  private final List<PtNDArray> weights = new ArrayList<>();
  private final List<PtNDArray> means = new ArrayList<>();
  private final List<PtNDArray> squares = new ArrayList<>();
  private final double rate;
  private int steps;

  /**
   * Prepares the weights for gradients.
   *
   * @param arrays the weights
   * @param manager takes the state
   * @param rate the learning rate
   */
  AdamOptimizer(List<NDArray> arrays, NDManager manager, double rate) {
    this.rate = rate;
    for (NDArray array : arrays) {
      array.setRequiresGradient(true);
      weights.add((PtNDArray) array);
      means.add((PtNDArray) manager.zeros(array.getShape()));
      squares.add((PtNDArray) manager.zeros(array.getShape()));
    }
  }

  /** Moves every weight against its gradient and sets the gradients to zero. */
  void step() {
    steps++;
    double correction =
        Math.sqrt(1 - Math.pow(SECOND_DECAY, steps)) / (1 - Math.pow(FIRST_DECAY, steps));
    for (int i = 0; i < weights.size(); i++) {
      PtNDArray weight = weights.get(i);
      try (NDArray gradient = weight.getGradient()) {
        JniUtils.adamUpdate(
            weight,
            (PtNDArray) gradient,
            means.get(i),
            squares.get(i),
            (float) rate,
            (float) (rate * correction),
            NO_WEIGHT_DECAY,
            NO_RESCALING,
            NO_CLIPPING,
            (float) FIRST_DECAY,
            (float) SECOND_DECAY,
            EPSILON,
            false);
      }
      JniUtils.zeroGrad(weight);
    }
  }
}
