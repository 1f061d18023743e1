package io.github.tribuopnas.search.strategy.progressive;

import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Candidates of a level whose cells are not grown from others. */
final class DrawnCandidates {

  /** So many draws for each that is wanted, and the level has no more. */
  private static final int DRAWS = 100;

  private DrawnCandidates() {}

  /**
   * Draws distinct architectures of a level; fewer than wanted if it has no more.
   *
   * @param known those that are among them in any case
   */
  static <A> Candidates<A> of(
      SearchSpace<A> space, List<A> known, int level, int wanted, SplittableRandom random) {
    Set<A> drawn = new LinkedHashSet<>(known);
    for (int draw = 0; draw < DRAWS * wanted && drawn.size() < wanted; draw++) {
      drawn.add(space.random(level, random));
    }
    return Candidates.of(new ArrayList<>(drawn));
  }
}
