package io.github.tribuopnas.evaluation;

import java.util.List;

/**
 * Adds up the probabilities that a model gives to labeled images. Not safe for use by several
 * threads.
 */
public final class EvaluationCounter {

  /** The lower bound of probabilities before their logarithm is taken, as in scikit-learn. */
  private static final double LEAST = Math.ulp(1f);

  private final List<String> labels;
  private final ConfusionMatrix matrix;
  private final Reliability reliability = new Reliability();
  private double logLoss;

  /**
   * Makes an empty counter.
   *
   * @param labels the class labels, in the order of the probabilities
   */
  public EvaluationCounter(List<String> labels) {
    this.labels = List.copyOf(labels);
    matrix = new ConfusionMatrix(labels.size());
  }

  /**
   * Counts an image.
   *
   * @param actual the number of its class, from 0
   * @param probabilities that of each class, adding up to 1
   */
  public void add(int actual, float[] probabilities) {
    int predicted = largest(probabilities);
    matrix.add(actual, predicted);
    reliability.add(probabilities[predicted], predicted == actual);
    logLoss -= Math.log(Math.min(1 - LEAST, Math.max(LEAST, probabilities[actual])));
  }

  /**
   * Returns which class is the most probable.
   *
   * @param probabilities that of each class, at least one
   * @return the number of the largest, of equal ones the first
   */
  public static int largest(float[] probabilities) {
    int largest = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[largest]) {
        largest = i;
      }
    }
    return largest;
  }

  /**
   * Returns the evaluation of what was counted.
   *
   * @param name which images these are, such as {@code test}
   * @return the evaluation, without pictures
   */
  public Evaluation evaluation(String name) {
    return new Evaluation(
        name,
        labels,
        matrix.counts(),
        logLoss / matrix.size(),
        reliability.bins(),
        List.of(),
        List.of());
  }
}
