package io.github.tribuopnas.training;

/** Hears of the end of each epoch of a training run. */
@FunctionalInterface
public interface EpochListener {

  /** Hears and does nothing. */
  EpochListener NONE = (epoch, epochs, loss) -> {};

  /**
   * An epoch ended.
   *
   * @param epoch the epoch, from 1
   * @param epochs how many there will be
   * @param loss the mean cross-entropy over its steps
   */
  void epochFinished(int epoch, int epochs, double loss);
}
