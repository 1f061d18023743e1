package io.github.tribuopnas.training.optimizer;

import static io.github.tribuopnas.training.engine.Scalars.mul;
import static io.github.tribuopnas.training.engine.Scalars.muli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an optimizer reads and changes in one step. All vectors are of one length and hold all
 * trainable parameters, those that weights decay in first.
 *
 * @param weights changed in place
 * @param gradient of the loss, already clipped; may be changed
 * @param state the vectors that the optimizer keeps, changed in place
 * @param decay the weight decay d
 * @param decayed how many elements, from the first, decay
 * @param matrices where the weights of dense convolutions are
 * @param number the step, from 0
 * @param rate the learning rate of this step
 * @param previousRate that of the step before; the same at the first
 * @param together runs tasks that do not depend on one another, perhaps at once
 */
public record OptimizerStep(
    NDArray weights,
    NDArray gradient,
    List<NDArray> state,
    double decay,
    long decayed,
    List<WeightMatrix> matrices,
    long number,
    double rate,
    double previousRate,
    Consumer<List<Runnable>> together) {

  /**
   * Copies the list.
   *
   * @param weights changed in place
   * @param gradient of the loss, already clipped; may be changed
   * @param state the vectors that the optimizer keeps, changed in place
   * @param decay the weight decay d
   * @param decayed how many elements, from the first, decay
   * @param matrices where the weights of dense convolutions are
   * @param number the step, from 0
   * @param rate the learning rate of this step
   * @param previousRate that of the step before; the same at the first
   * @param together runs tasks that do not depend on one another, perhaps at once
   */
  public OptimizerStep {
    state = List.copyOf(state);
    matrices = List.copyOf(matrices);
  }

  /**
   * Returns whether all weights decay alike.
   *
   * @return true also where none does
   */
  public boolean decaysAlike() {
    return decay == 0 || decayed == weights.size();
  }

  /** Adds the decayed weights to the gradient: {@code g = g + d w}, L2 regularization. */
  public void decayGradient() {
    if (decay > 0 && decayed > 0) {
      try (NDArray part = part(gradient);
          NDArray from = part(weights);
          NDArray scaled = mul(from, decay)) {
        part.addi(scaled);
      }
    }
  }

  /** Shrinks the weights: {@code w = w - r d w}, decay apart from the gradient. */
  public void decayWeights() {
    if (decay > 0 && decayed > 0) {
      try (NDArray part = part(weights)) {
        muli(part, 1 - rate * decay);
      }
    }
  }

  private NDArray part(NDArray vector) {
    return vector.get(new NDIndex().addSliceDim(0, decayed));
  }
}
