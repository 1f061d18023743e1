package io.github.tribuopnas.training.optimizer;

import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Registry;

/**
 * How weights follow their gradients. An optimizer is a value, a record whose text form is that of
 * a {@link NamedArguments}; what it remembers from step to step are vectors that the training run
 * owns, saves and frees. A new one is a record of its own and a line in {@link #ALL}.
 */
public interface Optimizer {

  /** The optimizers by the form in which they are written. */
  Registry<Optimizer> ALL =
      Registry.<Optimizer>of("optimizer")
          .with("sgd(MOMENTUM)", numbers -> new Sgd(numbers[0]))
          .with("nesterov(MOMENTUM)", numbers -> new Nesterov(numbers[0]))
          .with("muon(MOMENTUM,SCALE)", numbers -> new Muon(numbers[0], numbers[1]))
          .with(
              "rmsprop(DECAY,MOMENTUM,EPSILON)",
              numbers -> new RmsProp(numbers[0], numbers[1], numbers[2]))
          .with(
              "adamw(BETA1,BETA2,EPSILON)",
              numbers -> new AdamW(numbers[0], numbers[1], numbers[2]));

  /**
   * Returns which vectors the optimizer keeps.
   *
   * @return for each the value that all its elements begin with
   */
  float[] initialState();

  /**
   * Changes the weights by their gradients, and the state. What it allocates belongs to the
   * gradient's manager or is closed.
   *
   * @param update the vectors and the numbers of the step
   */
  void step(OptimizerStep update);

  /**
   * Returns the text form.
   *
   * @return what {@link #parse} reads
   */
  NamedArguments arguments();

  /**
   * Reads an optimizer.
   *
   * @param text {@code sgd(MOMENTUM)}, {@code nesterov(MOMENTUM)}, {@code muon(MOMENTUM,SCALE)},
   *     {@code rmsprop(DECAY,MOMENTUM,EPSILON)} or {@code adamw(BETA1,BETA2,EPSILON)}
   * @return the optimizer
   * @throws IllegalArgumentException if there is none of that name, or its numbers are wrong
   */
  static Optimizer parse(String text) {
    return ALL.parse(text);
  }
}
