package io.github.tribuopnas.search.front;

import java.util.Arrays;

/**
 * The knee of a front: the member that is closest to having the best of every objective at once,
 * where each objective goes from 0, its worst on the front, to 1, its best.
 */
public final class Knee {

  private Knee() {}

  /**
   * Finds the knee.
   *
   * @param front the scores of at least one member, one an objective, of which high ones are better
   * @return the place of the knee; of equals the first
   */
  public static int of(double[][] front) {
    int objectives = front[0].length;
    double[] worst = front[0].clone();
    double[] best = front[0].clone();
    for (double[] member : front) {
      for (int i = 0; i < objectives; i++) {
        worst[i] = Math.min(worst[i], member[i]);
        best[i] = Math.max(best[i], member[i]);
      }
    }
    double[] distances =
        Arrays.stream(front)
            .mapToDouble(
                member -> {
                  double squares = 0;
                  for (int i = 0; i < objectives; i++) {
                    double range = best[i] - worst[i];
                    double lack = range > 0 ? (best[i] - member[i]) / range : 0;
                    squares += lack * lack;
                  }
                  return squares;
                })
            .toArray();
    int knee = 0;
    for (int i = 1; i < distances.length; i++) {
      knee = distances[i] < distances[knee] ? i : knee;
    }
    return knee;
  }
}
