package io.github.tribuopnas.search.trial;

import java.util.Objects;

/**
 * What a trial measures. A search has at most one proposal of each key.
 *
 * @param <A> the architecture
 * @param architecture the architecture
 * @param fidelity how much of the full training it gets
 */
public record TrialKey<A>(A architecture, Fidelity fidelity) {

  /**
   * Checks the components.
   *
   * @param architecture the architecture
   * @param fidelity how much of the full training it gets
   */
  public TrialKey {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(fidelity, "fidelity");
  }

  /** Returns the architecture, with the fidelity unless it is full. */
  @Override
  public String toString() {
    return fidelity.isFull()
        ? architecture.toString()
        : architecture + " at fidelity " + fidelity.fraction();
  }
}
