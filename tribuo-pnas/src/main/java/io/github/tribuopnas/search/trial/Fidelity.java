package io.github.tribuopnas.search.trial;

/**
 * How much of the full training a trial gets. A trial at a lower fidelity is the beginning of the
 * full one: it follows the schedule of the full training and stops early.
 *
 * @param fraction the fraction of the full training, above 0 and at most 1
 */
public record Fidelity(double fraction) implements Comparable<Fidelity> {

  /** The full training. */
  public static final Fidelity FULL = new Fidelity(1);

  /**
   * Checks the range.
   *
   * @param fraction the fraction of the full training, above 0 and at most 1
   * @throws IllegalArgumentException if it is outside that range or NaN
   */
  public Fidelity {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "the fidelity is " + fraction + "; allowed are fractions above 0 and up to 1");
    }
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
