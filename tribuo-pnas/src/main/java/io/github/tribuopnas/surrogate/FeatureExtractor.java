package io.github.tribuopnas.surrogate;

import java.util.List;

/**
 * Describes architectures by a fixed list of numbers for a regression. Not safe for use by several
 * threads.
 *
 * @param <A> the architecture
 */
public interface FeatureExtractor<A> {

  /**
   * Returns the names of the features.
   *
   * @return distinct names, always the same
   */
  List<String> names();

  /**
   * Writes the features of an architecture.
   *
   * @param architecture the architecture
   * @param row takes the features, finite, in the order of the names; all of it is overwritten
   */
  void extract(A architecture, double[] row);
}
