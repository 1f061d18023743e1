package io.github.tribuopnas.evaluation;

import io.github.tribuopnas.base.Require;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A score of two models on the same images. Since most images are labeled alike by both, their
 * difference is known better than either score. Its standard error is that of the jackknife: from
 * the differences that there would be without one image each.
 *
 * @param first the score of one model
 * @param second the score of the other
 * @param standardError of their difference
 */
public record ScoreDifference(double first, double second, double standardError) {

  /**
   * Compares.
   *
   * @param classes how many there are, at least 1
   * @param actual the class of each image, from 0; at least two images
   * @param first the class that one model gives each of them
   * @param second the class that the other gives
   * @param score what is compared
   * @return both scores, and how exact their difference is
   * @throws IllegalArgumentException if there are fewer than two images
   */
  public static ScoreDifference of(
      int classes,
      int[] actual,
      int[] first,
      int[] second,
      ToDoubleFunction<ConfusionMatrix> score) {
    int images = Require.atLeast("images of a comparison", actual.length, 2);
    ConfusionMatrix one = new ConfusionMatrix(classes);
    ConfusionMatrix other = new ConfusionMatrix(classes);
    Map<List<Integer>, Integer> alike = new HashMap<>();
    for (int i = 0; i < images; i++) {
      one.add(actual[i], first[i]);
      other.add(actual[i], second[i]);
      alike.merge(List.of(actual[i], first[i], second[i]), 1, Integer::sum);
    }
    double sum = 0;
    double squares = 0;
    for (Map.Entry<List<Integer>, Integer> group : alike.entrySet()) {
      int label = group.getKey().get(0);
      double without =
          score.applyAsDouble(other.without(label, group.getKey().get(2)))
              - score.applyAsDouble(one.without(label, group.getKey().get(1)));
      sum += group.getValue() * without;
      squares += group.getValue() * without * without;
    }
    double variance = Math.max(0, squares / images - Math.pow(sum / images, 2));
    return new ScoreDifference(
        score.applyAsDouble(one), score.applyAsDouble(other), Math.sqrt((images - 1) * variance));
  }

  /**
   * Returns whether the second model is better by more than chance.
   *
   * @return whether its score is higher by more than one standard error
   */
  public boolean isGain() {
    return second - first > standardError;
  }

  /**
   * Returns the comparison with the models in the other order.
   *
   * @return the same scores and error
   */
  public ScoreDifference reversed() {
    return new ScoreDifference(second, first, standardError);
  }
}
