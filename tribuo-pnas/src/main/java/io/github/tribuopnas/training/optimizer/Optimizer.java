package io.github.tribuopnas.training.optimizer;

import io.github.tribuopnas.base.NamedArguments;

/**
 * How weights follow their gradients. An optimiser is a value, a record whose text form is that of
 * a {@link NamedArguments}; what it remembers from step to step are vectors that the training run
 * owns, saves and frees. A new one is a record of its own and a line in {@link #parse}.
 */
public interface Optimizer {

  /**
   * Returns which vectors the optimiser keeps.
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
  NamedArguments term();

  /**
   * Reads an optimiser.
   *
   * @param text {@code sgd(MOMENTUM)}, {@code nesterov(MOMENTUM)}, {@code
   *     rmsprop(DECAY,MOMENTUM,EPSILON)} or {@code adamw(BETA1,BETA2,EPSILON)}
   * @return the optimiser
   * @throws IllegalArgumentException if there is none of that name, or its numbers are wrong
   */
  static Optimizer parse(String text) {
    NamedArguments term = NamedArguments.parse(text);
    return switch (term.name()) {
      case Sgd.NAME -> Sgd.of(term);
      case Nesterov.NAME -> Nesterov.of(term);
      case RmsProp.NAME -> RmsProp.of(term);
      case AdamW.NAME -> AdamW.of(term);
      default -> throw term.unknown("optimizer", Sgd.FORM, Nesterov.FORM, RmsProp.FORM, AdamW.FORM);
    };
  }
}
