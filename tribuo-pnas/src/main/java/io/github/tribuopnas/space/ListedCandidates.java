package io.github.tribuopnas.space;

import java.util.List;

/**
 * Candidates that exist as objects.
 *
 * @param architectures distinct ones
 */
record ListedCandidates<A>(List<A> architectures) implements Candidates<A> {

  ListedCandidates {
    architectures = List.copyOf(architectures);
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
