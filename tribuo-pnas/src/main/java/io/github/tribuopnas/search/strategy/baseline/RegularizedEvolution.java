package io.github.tribuopnas.search.strategy.baseline;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.FurtherObjective;
import io.github.tribuopnas.search.strategy.OpenBatch;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Regularized evolution (Real et al. 2019, Algorithm 1) over the last level: a population of random
 * architectures; then the best of a random sample of it has a child by one mutation, the child
 * joins and the oldest leaves. A child that was asked before is drawn again.
 *
 * @param <A> the architecture
 */
public final class RegularizedEvolution<A> implements SearchStrategy<A> {

  /** Where so many children of the population are all known, a random architecture is taken. */
  private static final int MOST_CHILDREN = 100;

  private final SearchSpace<A> space;
  private final int trials;
  private final int populationSize;
  private final int sample;
  private final int batch;
  private final Objective objective;
  private final List<Objective> further;
  private final SplittableRandom random;
  private final DrawLimits<A> limits;
  private final OpenBatch<A> open = new OpenBatch<>();
  private final Set<A> asked = new HashSet<>();
  private final ArrayDeque<Trial<A>> population = new ArrayDeque<>();
  private @Nullable String earlyEnd;

  /**
   * Makes a search.
   *
   * @param setup what is searched and how
   */
  public RegularizedEvolution(StrategySetup<A> setup) {
    space = setup.space();
    trials = setup.trials();
    populationSize = setup.options().population();
    sample = Require.range("the sample", setup.options().sample(), 1, populationSize);
    batch = setup.options().refitEvery().orElse(StrategyOptions.SMALL_BATCH);
    objective = setup.objective();
    further = setup.further().stream().map(FurtherObjective::objective).toList();
    random = new SplittableRandom(setup.seed());
    limits = new DrawLimits<>(setup);
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireMayAsk(this);
    int wanted = asked.isEmpty() ? populationSize : batch;
    List<Trial<A>> living = new ArrayList<>(population);
    List<Proposal<A>> next = new ArrayList<>();
    while (next.size() < wanted && asked.size() < trials && earlyEnd == null) {
      Optional<Proposal<A>> drawn = child(living).or(this::drawn);
      if (drawn.isPresent()) {
        next.add(drawn.get());
      } else {
        earlyEnd = limits.usedUp(asked.size());
      }
    }
    limits.tell(asked.size());
    return open.open(next);
  }

  private Optional<Proposal<A>> drawn() {
    return RandomSearch.draw(space, limits, asked, random)
        .map(architecture -> Proposal.unpredicted(architecture, space.levels()));
  }

  private Optional<Proposal<A>> child(List<Trial<A>> living) {
    if (living.size() < populationSize) {
      return Optional.empty();
    }
    for (int attempt = 0; attempt < MOST_CHILDREN; attempt++) {
      A parent = parent(living);
      A child = space.mutate(parent, random);
      if (!asked.contains(child) && limits.allows(child)) {
        asked.add(child);
        return Optional.of(Proposal.unpredicted(child, space.levels()).withParent(parent));
      }
    }
    return Optional.empty();
  }

  /** The best of a sample without replacement; of equal ones the one drawn first. */
  private A parent(List<Trial<A>> living) {
    Collections.swap(living, 0, random.nextInt(0, living.size()));
    Trial<A> best = living.get(0);
    for (int i = 1; i < sample; i++) {
      Collections.swap(living, i, random.nextInt(i, living.size()));
      if (isBetter(living.get(i), best)) {
        best = living.get(i);
      }
    }
    return best.architecture();
  }

  /** Whatever breaks a limit is behind all that does not. */
  private boolean isBetter(Trial<A> trial, Trial<A> than) {
    boolean isWithin = Ranking.isAccepted(trial, further);
    return isWithin == Ranking.isAccepted(than, further)
        ? objective.score(trial) > objective.score(than)
        : isWithin;
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    List<Trial<A>> told = open.close(trials);
    limits.learn(told);
    for (Trial<A> trial : told) {
      if (trial.isComplete()) {
        population.addLast(trial);
      }
    }
    while (population.size() > populationSize) {
      population.removeFirst();
    }
  }

  @Override
  public Optional<String> earlyEnd() {
    return Optional.ofNullable(earlyEnd);
  }
}
