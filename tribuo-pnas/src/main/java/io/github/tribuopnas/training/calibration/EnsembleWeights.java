package io.github.tribuopnas.training.calibration;

import io.github.tribuopnas.base.Require;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses the weights of an ensemble greedily (Caruana et al., Ensemble Selection from Libraries of
 * Models, ICML 2004): in each round the member is added, again if it was added before, whose
 * probabilities bring the mean nearest to what is true, by the cross-entropy on images that no
 * member was trained on. A member's weight is how often it was added; but all count the same unless
 * those weights are better than equal ones by more than a standard error.
 */
public final class EnsembleWeights {

  private static final int ROUNDS = 20;

  private EnsembleWeights() {}

  /**
   * Chooses weights.
   *
   * @param members probabilities of each member, {@code [image][class]}
   * @param labels the class of each image
   * @return a weight of each member, at least 0, adding up to 1; of the rounds' means the first of
   *     the least cross-entropy counts, of equal members the first
   * @throws IllegalArgumentException if there are no members or images
   */
  public static double[] choose(List<double[][]> members, int[] labels) {
    Require.atLeast("members of an ensemble", members.size(), 1);
    Require.atLeast("images to choose by", labels.length, 1);
    int[] added = new int[members.size()];
    int[] best = added;
    int bestRounds = 1;
    double bestLoss = Double.POSITIVE_INFINITY;
    double[] sum = new double[labels.length];
    for (int round = 1; round <= ROUNDS; round++) {
      int next = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int m = 0; m < members.size(); m++) {
        double loss = loss(sum, members.get(m), labels, round);
        if (loss < least) {
          least = loss;
          next = m;
        }
      }
      added[next]++;
      for (int i = 0; i < labels.length; i++) {
        sum[i] += members.get(next)[i][labels[i]];
      }
      if (least < bestLoss || round == 1) {
        bestLoss = least;
        best = added.clone();
        bestRounds = round;
      }
    }
    int rounds = bestRounds;
    double[] weights = Arrays.stream(best).mapToDouble(times -> (double) times / rounds).toArray();
    double[] equal = new double[weights.length];
    Arrays.fill(equal, 1.0 / weights.length);
    return isBetter(weights, equal, members, labels) ? weights : equal;
  }

  /**
   * Tells whether weights are better than others by more than a standard error, or exactly as good,
   * as where members are the same and fewer of them do.
   */
  private static boolean isBetter(
      double[] weights, double[] others, List<double[][]> members, int[] labels) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < labels.length; i++) {
      double gain =
          Math.log(probability(weights, members, i, labels[i]))
              - Math.log(probability(others, members, i, labels[i]));
      sum += gain;
      squares += gain * gain;
    }
    double mean = sum / labels.length;
    double variance = squares / labels.length - mean * mean;
    return squares == 0 || mean > Math.sqrt(Math.max(0, variance) / labels.length);
  }

  private static double probability(
      double[] weights, List<double[][]> members, int image, int label) {
    double probability = 0;
    for (int m = 0; m < weights.length; m++) {
      probability += weights[m] == 0 ? 0 : weights[m] * members.get(m)[image][label];
    }
    return probability;
  }

  /** Returns the cross-entropy of a mean to which one more member is added. */
  private static double loss(double[] sum, double[][] member, int[] labels, int count) {
    double loss = 0;
    for (int i = 0; i < labels.length; i++) {
      loss -= Math.log((sum[i] + member[i][labels[i]]) / count);
    }
    return loss / labels.length;
  }
}
