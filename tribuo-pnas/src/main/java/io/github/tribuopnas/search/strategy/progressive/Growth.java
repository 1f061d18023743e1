package io.github.tribuopnas.search.strategy.progressive;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The candidates of a level that were grown from measured ones of a level below. Where levels lie
 * between, a random sample of each of these is grown on; it is as large as the paper's beams.
 *
 * @param candidates those of the level
 * @param parents those of the level before, measured or not
 * @param measured the measured ones from which the parents were grown; empty if they are the same
 */
record Growth<A>(Candidates<A> candidates, Parents<A> parents, Map<A, A> measured) {

  private static final int SAMPLE = 256;

  /**
   * Grows candidates.
   *
   * @param bestFirst measured architectures of one level, the best first
   * @param steps how many levels up, at least 1
   */
  static <A> Growth<A> of(
      SearchSpace<A> space, List<A> bestFirst, int steps, SplittableRandom random) {
    List<A> below = bestFirst;
    Map<A, A> measured = Map.of();
    for (int step = 1; step < steps; step++) {
      Growth<A> between = grown(space, below, measured);
      Candidates<A> all = between.candidates();
      List<Proposal<A>> sample =
          Arrays.stream(FirstChoice.sample(all.size(), Math.min(SAMPLE, all.size()), random))
              .mapToObj(place -> Proposal.unpredicted(all.get(place), space.level(all.get(place))))
              .toList();
      Map<A, A> ancestors = new HashMap<>();
      for (Proposal<A> child : between.named(sample)) {
        ancestors.put(child.architecture(), child.parent().orElseThrow());
      }
      below = sample.stream().map(Proposal::architecture).toList();
      measured = ancestors;
    }
    return grown(space, below, measured);
  }

  private static <A> Growth<A> grown(SearchSpace<A> space, List<A> parents, Map<A, A> measured) {
    return new Growth<>(space.expand(parents), new Parents<>(space, parents), measured);
  }

  /** Names in each proposal the measured architecture that it was grown from. */
  List<Proposal<A>> named(List<Proposal<A>> children) {
    return parents.named(children).stream().map(this::ofMeasured).toList();
  }

  private Proposal<A> ofMeasured(Proposal<A> child) {
    return child
        .parent()
        .map(parent -> child.withParent(measured.getOrDefault(parent, parent)))
        .orElse(child);
  }
}
