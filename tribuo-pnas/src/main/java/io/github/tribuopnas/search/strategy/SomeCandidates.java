package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.space.Candidates;

/** Some of the candidates of a level, in their order. */
record SomeCandidates<A>(Candidates<A> all, int[] places) implements Candidates<A> {

  @Override
  public int size() {
    return places.length;
  }

  @Override
  public A get(int index) {
    return all.get(places[index]);
  }
}
