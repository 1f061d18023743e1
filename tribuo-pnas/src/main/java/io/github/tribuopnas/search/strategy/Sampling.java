package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;

/** How the first level of a progressive search is chosen, before anything was measured. */
public enum Sampling implements Named {
  /** At random, each candidate with the same chance, in the order of the space. */
  UNIFORM,
  /**
   * Alternately the best that the surrogate predicts without any trial and the one whose parts were
   * taken least so far, so that whatever part of the level is measured is a fair sample. A
   * surrogate that cannot predict without trials leaves all to the latter.
   */
  SPREAD;

  private static final Registry<Sampling> NAMES = Registry.of("sampling", values());

  /**
   * Returns the choice with a given name: the inverse of {@link #text}.
   *
   * @param text the name
   * @return the choice
   * @throws IllegalArgumentException if none has that name; the message lists them
   */
  public static Sampling parse(String text) {
    return NAMES.parse(text);
  }
}
