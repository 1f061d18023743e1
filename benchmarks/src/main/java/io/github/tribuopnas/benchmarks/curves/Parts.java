package io.github.tribuopnas.benchmarks.curves;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/** Asks for given candidates in equal parts, all of which may be open at the same time. */
final class Parts implements SearchStrategy<Integer> {

  private final List<Proposal<Integer>> left;
  private final int size;

  Parts(List<Proposal<Integer>> candidates, int parts) {
    left = new ArrayList<>(candidates);
    size = (candidates.size() + parts - 1) / parts;
  }

  @Override
  public List<Proposal<Integer>> ask() {
    List<Proposal<Integer>> next = left.subList(0, Math.min(size, left.size()));
    List<Proposal<Integer>> part = List.copyOf(next);
    next.clear();
    return part;
  }

  @Override
  public boolean asksAhead() {
    return !left.isEmpty();
  }

  @Override
  public void tell(List<Trial<Integer>> trials) {
    // What comes next is given.
  }
}
