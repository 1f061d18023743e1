package io.github.tribuopnas.search.strategy.baseline;

import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.OpenBatch;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The plainest strategy of several fidelities: random architectures at a third of the training,
 * then the best third of them in full.
 *
 * @param <A> the architecture
 */
public final class TwoRungs<A> implements SearchStrategy<A> {

  public static final Fidelity THIRD = new Fidelity(1.0 / 3);

  private static final int KEPT = 3;

  private final SearchSpace<A> space;
  private final int count;
  private final SplittableRandom random;
  private final OpenBatch<A> open = new OpenBatch<>();
  private final List<List<Trial<A>>> rungs = new ArrayList<>();

  public TwoRungs(SearchSpace<A> space, int count, long seed) {
    this.space = space;
    this.count = count;
    random = new SplittableRandom(seed);
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireMayAsk(this);
    return open.open(
        switch (rungs.size()) {
          case 0 -> first();
          case 1 -> second(rungs.get(0));
          default -> List.of();
        });
  }

  private List<Proposal<A>> first() {
    DrawLimits<A> limits = new DrawLimits<>(StrategySetup.of(space, new StrategyOptions(), 1));
    Set<A> asked = new HashSet<>();
    List<Proposal<A>> proposals = new ArrayList<>();
    while (proposals.size() < count) {
      A drawn = RandomSearch.draw(space, limits, asked, random).orElseThrow();
      proposals.add(Proposal.unpredicted(drawn, space.levels()).withFidelity(THIRD));
    }
    return proposals;
  }

  private List<Proposal<A>> second(List<Trial<A>> first) {
    return Ranking.of(first, List.of(Objective.ACCURACY)).stream()
        .filter(Trial::isComplete)
        .limit(count / KEPT)
        .map(trial -> trial.proposal().withFidelity(Fidelity.FULL))
        .toList();
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    rungs.add(open.close(trials));
  }
}
