package io.github.tribuopnas.search.strategy;

/**
 * What is expected of candidates in several objectives, as scores of which high ones are better.
 *
 * @param mean the mean of each objective and candidate, in this order
 * @param deviation the standard deviations likewise, at least 0
 */
public record Predictions(double[][] mean, double[][] deviation) {

  /**
   * Returns how many candidates there are.
   *
   * @return the number, at least 0
   */
  public int size() {
    return mean[0].length;
  }

  /**
   * Returns the means of one candidate.
   *
   * @param place its place
   * @return its mean score of each objective
   */
  public double[] of(int place) {
    double[] scores = new double[mean.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = mean[i][place];
    }
    return scores;
  }
}
