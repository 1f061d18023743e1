package io.github.tribuopnas.search.strategy.progressive;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/** Finds the places of the highest scores among many. */
public final class TopCandidates {

  private TopCandidates() {}

  /**
   * Returns the places of the highest scores, highest first; of equal scores the earlier place
   * comes first. Fewer than the limit if fewer are allowed.
   *
   * @param score the scores by place
   * @param limit how many places at most
   * @param allowed whether a place may be among them
   * @return the places
   */
  public static int[] find(double[] score, int limit, IntPredicate allowed) {
    Comparator<Integer> worstFirst =
        (a, b) -> {
          int byScore = Double.compare(score[a], score[b]);
          return byScore == 0 ? Integer.compare(b, a) : byScore;
        };
    PriorityQueue<Integer> kept = new PriorityQueue<>(worstFirst);
    double worst = Double.NEGATIVE_INFINITY;
    for (int place = 0; place < score.length; place++) {
      // Later places lose ties, so an equal score cannot enter a full queue.
      boolean full = kept.size() == limit;
      if (full && !(score[place] > worst) || !allowed.test(place)) {
        continue;
      }
      if (full) {
        kept.remove();
      }
      kept.add(place);
      worst = score[kept.element()];
    }
    int[] places = new int[kept.size()];
    for (int i = places.length - 1; i >= 0; i--) {
      places[i] = kept.remove();
    }
    return places;
  }
}
