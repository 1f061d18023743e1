package io.github.tribuopnas.surrogate.feature;

import java.util.List;

/**
 * Describes an architecture by a fixed number of numbers, of which a regressor learns. Not safe for
 * use by several threads.
 *
 * @param <A> the architecture
 */
public interface FeatureExtractor<A> {

  /**
   * Returns the names of the features.
   *
   * @return distinct names, always the same and in the same order; cannot be changed
   */
  List<String> names();

  /**
   * Computes the features of one architecture.
   *
   * @param architecture the architecture
   * @param row takes the value of every feature, in the order of {@link #names}; its length is
   *     their number, and what it held before does not matter
   * @throws IllegalArgumentException if the architecture is not one of those described, or the row
   *     has another length
   */
  void extract(A architecture, double[] row);
}
