package io.github.tribuopnas.training;

import io.github.tribuopnas.training.augment.Mixup;
import io.github.tribuopnas.training.optimizer.LinearSchedule;
import io.github.tribuopnas.training.optimizer.Muon;

/**
 * How networks are trained fully unless told otherwise: one cycle of the learning rate (Smith and
 * Topin, Super-Convergence, 2018) up to twice that of candidates, orthogonal steps ({@link Muon}),
 * label smoothing (Szegedy et al., CVPR 2016), an average of the weights and, in long trainings,
 * {@link Mixup}.
 */
final class OneCycle {

  /** The fraction of the epochs in which the rate rises. */
  private static final double RISE = 0.15;

  private static final double RATE = 2;

  /** Decay apart from the gradient, which balances the constant length of the steps. */
  private static final double WEIGHT_DECAY = 0.02;

  /** The usual decay of optimizers that add it to the gradient. */
  private static final double DECAY_OF_GRADIENTS = 5e-4;

  private static final double LABEL_SMOOTHING = 0.1;
  private static final double AVERAGE_DECAY = 0.998;

  /** Few images are seen so often that networks learn them by heart. */
  private static final int LONG = 40;

  private static final double MIXUP = 0.2;

  private OneCycle() {}

  /** Starts from the recipe of candidates, whose batch stays. */
  static RecipeBuilder of(Recipe candidate) {
    return candidate.toBuilder()
        .optLearningRate(RATE * candidate.learningRate())
        .optOptimizer(Muon.USUAL)
        .optSchedule(new LinearSchedule())
        .optWeightDecay(WEIGHT_DECAY)
        .optLabelSmoothing(LABEL_SMOOTHING)
        .optAverageDecay(AVERAGE_DECAY);
  }

  /** Returns the recipe with the weight decay of an optimizer of the user's own. */
  static RecipeBuilder withOwnOptimizer(Recipe candidate) {
    return of(candidate).optWeightDecay(DECAY_OF_GRADIENTS);
  }

  /** Returns the mixup of a training of so many epochs: none if it is short. */
  static double mixup(int epochs) {
    return epochs < LONG ? 0 : MIXUP;
  }

  /** Returns for how many of all epochs the rate rises. */
  static double warmUp(int epochs) {
    return RISE * epochs;
  }
}
