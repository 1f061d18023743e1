package io.github.tribuopnas.search.strategy.progressive;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The architectures that a level was grown from. A child may have several; the first is taken.
 *
 * @param architectures the parents, in the order of preference
 */
record Parents<A>(SearchSpace<A> space, List<A> architectures) {

  /** Names the parent in each proposal whose architecture is a child of one. */
  List<Proposal<A>> named(List<Proposal<A>> children) {
    Map<A, A> parents = new HashMap<>();
    children.forEach(child -> parents.put(child.architecture(), null));
    int missing = parents.size();
    for (int i = 0; i < architectures.size() && missing > 0; i++) {
      A parent = architectures.get(i);
      Candidates<A> own = space.expand(List.of(parent));
      for (int place = 0; place < own.size(); place++) {
        A child = own.get(place);
        if (parents.containsKey(child) && parents.putIfAbsent(child, parent) == null) {
          missing--;
        }
      }
    }
    return children.stream().map(child -> named(child, parents.get(child.architecture()))).toList();
  }

  private static <A> Proposal<A> named(Proposal<A> child, @Nullable A parent) {
    return parent == null ? child : child.withParent(parent);
  }
}
