package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Candidates that exist as objects.
 *
 * @param architectures distinct ones
 */
record ListedCandidates<A>(List<A> architectures) implements Candidates<A> {

  /** So many draws for each that is wanted, and the level has no more. */
  private static final int DRAWS = 100;

  ListedCandidates {
    architectures = List.copyOf(architectures);
  }

  /**
   * Draws distinct architectures of a level; fewer than wanted if it has no more.
   *
   * @param known those that are among them in any case
   */
  static <A> ListedCandidates<A> drawn(
      SearchSpace<A> space, List<A> known, int level, int wanted, SplittableRandom random) {
    Set<A> drawn = new LinkedHashSet<>(known);
    for (int draw = 0; draw < DRAWS * wanted && drawn.size() < wanted; draw++) {
      drawn.add(space.random(level, random));
    }
    return new ListedCandidates<>(new ArrayList<>(drawn));
  }

  @Override
  public int size() {
    return architectures.size();
  }

  @Override
  public A get(int index) {
    return architectures.get(index);
  }
}
