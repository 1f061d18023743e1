package io.github.tribuopnas.search;

import io.github.tribuopnas.space.Candidates;
import java.util.List;

/**
 * Predicts the value of an objective for architectures that were not measured from those that were
 * (PNAS, section 4.2, for the accuracy). Values are those of the metric, in its own units, whether
 * high or low ones are better. Fitted from scratch each time. Not safe for use by several threads.
 *
 * @param <A> the architecture
 */
public interface Surrogate<A> {

  /**
   * Returns the fewest measurements from which this predicts.
   *
   * @return the least number that {@link #fit} takes, at least 1; or 0 if this predicts before any
   *     fit, from what was known before the first measurement, and {@link #fit} takes any number
   */
  default int minimumTrials() {
    return 1;
  }

  /**
   * Fits the predictor, forgetting all before.
   *
   * @param architectures the measured architectures
   * @param values what they reached, finite, in the same order
   * @throws IllegalArgumentException if the lengths differ or there are too few to fit
   */
  void fit(List<A> architectures, double[] values);

  /**
   * Predicts many at once.
   *
   * @param candidates the architectures
   * @param mean takes the mean prediction of each, in the units of the values; one element for each
   *     candidate
   * @param standardDeviation takes the standard deviation over the predictor's members; likewise
   * @throws IllegalStateException if the predictor was never fitted and needs measurements
   */
  void predict(Candidates<A> candidates, double[] mean, double[] standardDeviation);
}
