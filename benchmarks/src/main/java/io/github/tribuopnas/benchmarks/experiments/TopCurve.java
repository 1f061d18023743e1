package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.benchmarks.nasbench201.Architecture;
import java.util.Arrays;
import java.util.List;

/**
 * The mean validation accuracy of the best networks that a strategy has found, after each
 * evaluation; a mean over searches too.
 *
 * @param accuracy after the first evaluation, the second and so on, in percent; while there are
 *     fewer networks than the best are to be, of all of them
 */
record TopCurve(double[] accuracy) {

  /**
   * Averages searches.
   *
   * @param races what was asked of which, in order
   * @param top of how many networks the mean is taken
   * @param evaluations how long the curve is; a search that ended before keeps what it had
   */
  static TopCurve of(List<Asked> races, int top, int evaluations) {
    double[] mean = new double[evaluations];
    for (Asked asked : races) {
      double[] best = new double[top];
      int held = 0;
      for (int i = 0; i < evaluations; i++) {
        if (i < asked.architectures().size()) {
          double accuracy = asked.race().table().validation(asked.architectures().get(i));
          if (held < top) {
            best[held++] = accuracy;
            Arrays.sort(best, 0, held);
          } else if (accuracy > best[0]) {
            best[0] = accuracy;
            Arrays.sort(best);
          }
        }
        mean[i] += Arrays.stream(best, 0, held).average().orElseThrow() / races.size();
      }
    }
    return new TopCurve(mean);
  }

  /** The first number of evaluations after which an accuracy is reached; 0 if it never is. */
  int evaluationsToReach(double wanted) {
    for (int i = 0; i < accuracy.length; i++) {
      if (accuracy[i] >= wanted) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The accuracy after the last evaluation. */
  double last() {
    return accuracy[accuracy.length - 1];
  }

  /** One search and what it asked. */
  record Asked(Race race, List<Architecture> architectures) {}
}
