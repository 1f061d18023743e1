package io.github.tribuopnas.training;

/** Hears of the end of each epoch of a training run. */
@FunctionalInterface
public interface EpochListener {

  /** Hears and does nothing. */
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
   * The accuracy after an epoch was measured; told after the end of the epoch, and only where
   * validation images were given.
   *
   * @param epoch the epoch, from 1
   * @param epochs how many there will be
   * @param accuracy the share of validation images labelled correctly, 0 to 1, or NaN if the
   *     network puts out values that are not numbers
   */
  default void accuracyMeasured(int epoch, int epochs, double accuracy) {}
}
