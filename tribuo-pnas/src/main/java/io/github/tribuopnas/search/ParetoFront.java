package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which of several are dominated: one dominates another if it is no worse in any objective and
 * better in one. Equals do not dominate each other.
 */
public final class ParetoFront {

  /** The rank of what has no score. */
  public static final int UNRANKED = -1;

  private ParetoFront() {}

  /**
   * Returns the trials that no other dominates.
   *
   * @param <A> the architecture
   * @param trials some trials; those without a value of every objective are left out
   * @param objectives what they are compared by, at least one
   * @return the front, in the order of the trials
   */
  public static <A> List<Trial<A>> of(List<Trial<A>> trials, List<Objective> objectives) {
    int[] ranks =
        ranks(
            trials.stream()
                .map(trial -> objectives.stream().mapToDouble(o -> o.score(trial)).toArray())
                .toArray(double[][]::new));
    List<Trial<A>> front = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      if (ranks[i] == 0) {
        front.add(trials.get(i));
      }
    }
    return front;
  }

  /**
   * Returns the non-dominated rank of each: 0 for those that nothing dominates, and otherwise one
   * more than the highest rank among those that dominate it.
   *
   * @param scores the scores of each, one an objective, of which high ones are better
   * @return the ranks; {@link #UNRANKED} where a score is NaN
   */
  public static int[] ranks(double[][] scores) {
    int[] ranks = new int[scores.length];
    Arrays.fill(ranks, UNRANKED);
    List<List<double[]>> fronts = new ArrayList<>();
    // In this order none can be dominated by one that comes later.
    for (int place : descending(scores)) {
      double[] own = scores[place];
      int rank = 0;
      while (rank < fronts.size() && isDominated(own, fronts.get(rank))) {
        rank++;
      }
      if (rank == fronts.size()) {
        fronts.add(new ArrayList<>());
      }
      fronts.get(rank).add(own);
      ranks[place] = rank;
    }
    return ranks;
  }

  private static List<Integer> descending(double[][] scores) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (Arrays.stream(scores[i]).noneMatch(Double::isNaN)) {
        places.add(i);
      }
    }
    places.sort((one, other) -> Arrays.compare(scores[other], scores[one]));
    return places;
  }

  private static boolean isDominated(double[] scores, List<double[]> others) {
    for (double[] other : others) {
      boolean noWorse = true;
      boolean better = false;
      for (int i = 0; i < scores.length && noWorse; i++) {
        noWorse = other[i] >= scores[i];
        better |= other[i] > scores[i];
      }
      if (noWorse && better) {
        return true;
      }
    }
    return false;
  }
}
