package io.github.tribuopnas.search.trial;

import io.github.tribuopnas.base.Require;

/**
 * How much of the full training a trial gets. A trial at a lower fidelity is the beginning of the
 * full one: it follows the schedule of the full training and stops early. A trial above the full
 * fidelity is a training of its own, whose schedule is that many times as long.
 *
 * @param fraction the fraction of the full training, above 0; above 1 a multiple of it
 */
public record Fidelity(double fraction) implements Comparable<Fidelity> {

  /** The full training. */
  public static final Fidelity FULL = new Fidelity(1);

  /**
   * Checks the range.
   *
   * @param fraction the fraction of the full training, above 0; above 1 a multiple of it
   * @throws IllegalArgumentException if it is outside that range, infinite or NaN
   */
  public Fidelity {
    Require.positive("the fidelity", fraction);
  }

  /**
   * Returns how many epochs a trial of this fidelity is trained.
   *
   * @param full the epochs of the full training, at least 1
   * @return the nearest whole number of epochs, at least 1; {@code full} at full fidelity
   */
  public int epochs(int full) {
    return Math.max(1, Math.toIntExact(Math.round(fraction * full)));
  }

  /**
   * Returns whether this is the full training.
   *
   * @return whether the fraction is 1
   */
  public boolean isFull() {
    return fraction == 1;
  }

  /** Orders by the fraction, lowest first. */
  @Override
  public int compareTo(Fidelity other) {
    return Double.compare(fraction, other.fraction);
  }
}
