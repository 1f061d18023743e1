package io.github.tribuopnas.training.loop;

import io.github.tribuopnas.training.trained.Evaluation;
import java.util.List;

/** Is told of the end of each epoch of a training run. */
@FunctionalInterface
public interface EpochListener {

  /** Ignores all events. */
  EpochListener NONE = (epoch, epochs, loss) -> {};

  /**
   * An epoch ended.
   *
   * @param epoch the epoch, from 1; the first one told may be later where a run goes on from a
   *     checkpoint
   * @param epochs how many there will be
   * @param loss the mean cross-entropy over its steps
   */
  void epochFinished(int epoch, int epochs, double loss);

  /**
   * A training goes on from a checkpoint; told before its first epoch.
   *
   * @param evaluations those after each epoch that is done, from the first; empty if none were made
   */
  default void resumed(List<Evaluation> evaluations) {}

  /**
   * The network after an epoch was evaluated; told after the end of the epoch, and only where
   * validation images were given.
   *
   * @param epoch the epoch, from 1
   * @param epochs how many there will be
   * @param evaluation the evaluation on the validation images
   */
  default void evaluated(int epoch, int epochs, Evaluation evaluation) {}
}
