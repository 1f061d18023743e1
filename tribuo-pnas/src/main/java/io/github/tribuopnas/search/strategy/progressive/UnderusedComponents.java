package io.github.tribuopnas.search.strategy.progressive;

import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Finds candidates with parts that a beam neglects, as the exploration step of POPNAS v2 does: a
 * part is neglected while less than a fifth as many architectures use it as use the average part.
 */
final class UnderusedComponents<A> {

  private static final double NEGLECTED = 0.2;

  private final SearchSpace<A> space;
  private final Candidates<A> candidates;
  private final double[] score;
  private final long[] parts;

  /**
   * Reads the parts of all candidates.
   *
   * @param score of each candidate; of several that would do the highest is taken
   */
  UnderusedComponents(SearchSpace<A> space, Candidates<A> candidates, double[] score) {
    this.space = space;
    this.candidates = candidates;
    this.score = score;
    parts = new long[candidates.size()];
    Arrays.setAll(parts, place -> space.parts(candidates.get(place)));
  }

  /**
   * Adds candidates one by one, each the best of those with a part that all before it neglect, or
   * the best of all if no part is neglected.
   *
   * @param beam the places chosen so far
   * @param asked architectures that are not to be chosen, whose parts count too
   * @param count how many to add, fewer if there are no more
   * @return the places of the beam and those added
   */
  int[] extend(int[] beam, Set<A> asked, int count) {
    boolean[] taken = new boolean[parts.length];
    int[] uses = new int[Long.SIZE];
    asked.forEach(architecture -> count(space.parts(architecture), uses));
    for (int place : beam) {
      taken[place] = true;
      count(parts[place], uses);
    }
    for (int place = 0; place < taken.length; place++) {
      taken[place] |= !asked.isEmpty() && asked.contains(candidates.get(place));
    }
    int[] extended = Arrays.copyOf(beam, beam.length + count);
    int size = beam.length;
    while (size < extended.length) {
      int[] best = TopCandidates.find(score, 1, freeWith(neglected(uses), taken));
      if (best.length == 0) {
        best = TopCandidates.find(score, 1, place -> !taken[place]);
      }
      if (best.length == 0) {
        return Arrays.copyOf(extended, size);
      }
      taken[best[0]] = true;
      count(parts[best[0]], uses);
      extended[size++] = best[0];
    }
    return extended;
  }

  private IntPredicate freeWith(long wanted, boolean[] taken) {
    return place -> (parts[place] & wanted) != 0 && !taken[place];
  }

  private static void count(long parts, int[] uses) {
    for (long rest = parts; rest != 0; rest &= rest - 1) {
      uses[Long.numberOfTrailingZeros(rest)]++;
    }
  }

  /** The parts, of those that any candidate has, which are used too little. */
  private long neglected(int[] uses) {
    long known = 0;
    for (long some : parts) {
      known |= some;
    }
    double total = 0;
    for (int part = 0; part < uses.length; part++) {
      total += (known >> part & 1) * uses[part];
    }
    double threshold = NEGLECTED * total / Long.bitCount(known);
    long neglected = 0;
    for (int part = 0; part < uses.length; part++) {
      if ((known >> part & 1) == 1 && uses[part] < threshold) {
        neglected |= 1L << part;
      }
    }
    return neglected;
  }
}
