package io.github.tribuopnas.search.strategy.progressive;

import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.Arrays;

/** Finds, one after the other, candidates whose parts those taken so far have least of. */
final class LeastUsed<A> {

  private final long[] parts;
  private final int[] order;
  private final int[] uses = new int[Long.SIZE];

  /**
   * Reads the parts of all candidates.
   *
   * @param order the places of all candidates; of equals the first in it is taken
   */
  LeastUsed(SearchSpace<A> space, Candidates<A> candidates, int[] order) {
    parts = new long[candidates.size()];
    Arrays.setAll(parts, place -> space.parts(candidates.get(place)));
    this.order = order;
  }

  /**
   * Returns the place, of those not taken, whose parts have the lowest mean use.
   *
   * @param taken by place; at least one is free
   */
  int next(boolean[] taken) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int place : order) {
      if (!taken[place] && meanUse(parts[place]) < least) {
        best = place;
        least = meanUse(parts[place]);
      }
    }
    return best;
  }

  /** Counts the parts of a candidate that was taken. */
  void took(int place) {
    for (long rest = parts[place]; rest != 0; rest &= rest - 1) {
      uses[Long.numberOfTrailingZeros(rest)]++;
    }
  }

  private double meanUse(long some) {
    int sum = 0;
    for (long rest = some; rest != 0; rest &= rest - 1) {
      sum += uses[Long.numberOfTrailingZeros(rest)];
    }
    return (double) sum / Math.max(1, Long.bitCount(some));
  }
}
