package io.github.tribuopnas.search;

import io.github.tribuopnas.space.Candidates;
import java.util.List;

/**
 * Predicts the accuracy of architectures that were not measured from those that were (PNAS, section
 * 4.2). Fitted from scratch each time. Not safe for use by several threads.
 *
 * @param <A> the architecture
 */
public interface Surrogate<A> {

  /**
   * Returns the fewest measurements that {@link #fit} takes.
   *
   * @return the number, at least 1
   */
  default int minimumTrials() {
    return 1;
  }

  /**
   * Fits the predictor, forgetting all before.
   *
   * @param architectures the measured architectures
   * @param accuracies their accuracies, finite, in the same order
   * @throws IllegalArgumentException if the lengths differ or there are too few to fit
   */
  void fit(List<A> architectures, double[] accuracies);

  /**
   * Predicts many at once.
   *
   * @param candidates the architectures
   * @param mean takes the mean prediction of each; as long as the candidates are many
   * @param standardDeviation takes the standard deviation over the predictor's members; likewise
   * @throws IllegalStateException if the predictor was never fitted
   */
  void predict(Candidates<A> candidates, double[] mean, double[] standardDeviation);
}
