package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.surrogate.row.Moments;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What {@link LevelStandardizedTrainer} has learned instead of an output. */
public enum LevelScore {
  // Without bodies of their own: OLCUT cannot read back a constant that has one.
  /** How many deviations of its level the output lies above the level's mean. */
  STANDARD(UnaryOperator.identity()),
  /**
   * The log odds of the output's rank within its level, of mean 0 and deviation 1: the shape of the
   * distribution does not matter, and outliers no more than others.
   */
  LOGISTIC_RANK(LevelScore::logOddsOfRanks);

  private final UnaryOperator<double[]> transform;

  LevelScore(UnaryOperator<double[]> transform) {
    this.transform = transform;
  }

  /**
   * Returns the score of each output.
   *
   * @param outputs all of one level, at least one
   * @return as many, of mean 0 and deviation 1; all 0 where all outputs are equal
   */
  double[] ofLevel(double[] outputs) {
    double[] scores = transform.apply(outputs);
    double mean = Moments.mean(scores);
    double deviation = Moments.deviation(scores);
    return Arrays.stream(scores)
        .map(score -> deviation > 0 ? (score - mean) / deviation : 0)
        .toArray();
  }

  private static double[] logOddsOfRanks(double[] outputs) {
    double[] sorted = outputs.clone();
    Arrays.sort(sorted);
    double[] logOdds = new double[outputs.length];
    for (int i = 0; i < logOdds.length; i++) {
      double fraction = fraction(sorted, outputs[i]);
      logOdds[i] = Math.log(fraction / (1 - fraction));
    }
    return logOdds;
  }

  /** The fraction of values below a given one, where it and its equals count half; 0 to 1. */
  private static double fraction(double[] sorted, double value) {
    int below = 0;
    while (sorted[below] < value) {
      below++;
    }
    int notAbove = below;
    while (notAbove < sorted.length && sorted[notAbove] <= value) {
      notAbove++;
    }
    return (below + notAbove) / (2.0 * sorted.length);
  }
}
