package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.options.Component;
import java.util.random.RandomGenerator;

/**
 * Turns predictions into the score by which a beam is chosen: what a candidate is worth trying, of
 * which its expected value is the plainest measure. High predictions are better: those of an
 * objective to be minimized come with their sign changed.
 */
@FunctionalInterface
public interface Acquisition extends Component {

  /** The acquisitions by the form in which they are written. */
  Registry<Acquisition> ALL =
      Registry.<Acquisition>of("acquisition")
          .with("mean", numbers -> mean())
          .with("thompson", numbers -> thompson())
          .with("ucb", numbers -> upperConfidence(1))
          .with("ucb(WEIGHT)", numbers -> upperConfidence(numbers[0]));

  /**
   * Scores candidates; the highest are taken.
   *
   * @param mean the mean prediction of each
   * @param standardDeviation the standard deviation of the predictions of each, at least 0
   * @param random where random choices come from
   * @param score takes the scores, finite; as long as the others
   */
  void score(double[] mean, double[] standardDeviation, RandomGenerator random, double[] score);

  /**
   * Returns the paper's choice (PNAS, Algorithm 1, line 9): the mean prediction.
   *
   * @return the acquisition
   */
  static Acquisition mean() {
    return (mean, standardDeviation, random, score) ->
        System.arraycopy(mean, 0, score, 0, mean.length);
  }

  /**
   * Returns the upper confidence bound: mean plus a multiple of the standard deviation.
   *
   * @param weight the multiple of the standard deviation, finite and at least 0; 0 is the mean
   * @return the acquisition
   * @throws IllegalArgumentException if the weight is negative or not finite
   */
  static Acquisition upperConfidence(double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "the weight of the standard deviation is "
              + weight
              + "; allowed are finite numbers from 0");
    }
    return (mean, standardDeviation, random, score) -> {
      for (int i = 0; i < mean.length; i++) {
        score[i] = mean[i] + weight * standardDeviation[i];
      }
    };
  }

  /**
   * Returns independent Thompson sampling (BANANAS, White et al. 2021): each score is drawn from
   * the normal distribution of the candidate's mean and standard deviation.
   *
   * @return the acquisition
   */
  static Acquisition thompson() {
    return (mean, standardDeviation, random, score) -> {
      for (int i = 0; i < mean.length; i++) {
        score[i] = mean[i] + standardDeviation[i] * random.nextGaussian();
      }
    };
  }

  /**
   * Returns the acquisition with a given text.
   *
   * @param text {@code mean}, {@code thompson}, {@code ucb}, whose weight is 1, or {@code ucb(0.5)}
   *     with another weight; {@code ucb:0.5} is read, too
   * @return the acquisition
   * @throws IllegalArgumentException if the text is none of these
   */
  static Acquisition parse(String text) {
    return ALL.parse(text.replaceFirst("^ucb:(.+)$", "ucb($1)"));
  }
}
