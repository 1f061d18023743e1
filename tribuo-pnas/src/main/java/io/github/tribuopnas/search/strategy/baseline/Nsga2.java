package io.github.tribuopnas.search.strategy.baseline;

import io.github.tribuopnas.search.ParetoFront;
import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.front.Crowding;
import io.github.tribuopnas.search.strategy.OpenBatch;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * NSGA-II (Deb et al. 2002) over the last level: a population of random architectures; then
 * children of parents that win a tournament of two, of which the better in non-dominated rank, or
 * of equals the less crowded, wins; then the best of parents and children survive. What breaks a
 * limit is behind all that does not. A child has one parent and one mutation, as in {@link
 * RegularizedEvolution}; one that was asked before is drawn again.
 *
 * @param <A> the architecture
 */
public final class Nsga2<A> implements SearchStrategy<A> {

  /** Where so many children of the population are all known, a random architecture is taken. */
  private static final int MOST_CHILDREN = 100;

  private final SearchSpace<A> space;
  private final int trials;
  private final int populationSize;
  private final int batch;
  private final List<Objective> objectives;
  private final SplittableRandom random;
  private final DrawLimits<A> limits;
  private final OpenBatch<A> open = new OpenBatch<>();
  private final Set<A> asked = new HashSet<>();
  private List<Trial<A>> population = List.of();
  private @Nullable String earlyEnd;

  /**
   * Makes a search.
   *
   * @param setup what is searched and how; children are asked for as many at once as the options
   *     refit after, or as the population has members
   * @throws IllegalArgumentException if nothing keeps a limit
   */
  public Nsga2(StrategySetup<A> setup) {
    space = setup.space();
    trials = setup.trials();
    populationSize = setup.options().population();
    batch = setup.options().refitEvery().orElse(populationSize);
    objectives = setup.objectives();
    random = new SplittableRandom(setup.seed());
    limits = new DrawLimits<>(setup);
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireMayAsk(this);
    int wanted = asked.isEmpty() ? populationSize : batch;
    List<Proposal<A>> next = new ArrayList<>();
    while (next.size() < wanted && asked.size() < trials && earlyEnd == null) {
      Optional<Proposal<A>> drawn = child().or(this::drawn);
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

  private Optional<Proposal<A>> child() {
    if (population.size() < populationSize) {
      return Optional.empty();
    }
    for (int attempt = 0; attempt < MOST_CHILDREN; attempt++) {
      // The population is in its order, so that of two the earlier one wins.
      int winner = Math.min(random.nextInt(populationSize), random.nextInt(populationSize));
      A parent = population.get(winner).architecture();
      A child = space.mutate(parent, random);
      if (!asked.contains(child) && limits.allows(child)) {
        asked.add(child);
        return Optional.of(Proposal.unpredicted(child, space.levels()).withParent(parent));
      }
    }
    return Optional.empty();
  }

  @Override
  public void tell(List<Trial<A>> told) {
    List<Trial<A>> all = new ArrayList<>(population);
    List<Trial<A>> trialsInOrder = open.close(told);
    limits.learn(trialsInOrder);
    trialsInOrder.stream().filter(Trial::isComplete).forEach(all::add);
    population = bestFirst(all).stream().limit(populationSize).toList();
  }

  private List<Trial<A>> bestFirst(List<Trial<A>> all) {
    double[][] scores =
        all.stream()
            .map(trial -> objectives.stream().mapToDouble(o -> o.score(trial)).toArray())
            .toArray(double[][]::new);
    int[] ranks = ParetoFront.ranks(scores);
    double[] room = new double[ranks.length];
    for (int rank : IntStream.of(ranks).distinct().toArray()) {
      int[] places = IntStream.range(0, ranks.length).filter(i -> ranks[i] == rank).toArray();
      double[] distances =
          Crowding.distances(
              IntStream.of(places).mapToObj(i -> scores[i]).toArray(double[][]::new));
      for (int i = 0; i < places.length; i++) {
        room[places[i]] = distances[i];
      }
    }
    return IntStream.range(0, ranks.length)
        .boxed()
        .sorted(
            Comparator.<Integer, Boolean>comparing(i -> !Ranking.isAccepted(all.get(i), objectives))
                .thenComparing(i -> ranks[i])
                .thenComparing(Comparator.<Integer>comparingDouble(i -> room[i]).reversed()))
        .map(all::get)
        .toList();
  }

  @Override
  public Optional<String> earlyEnd() {
    return Optional.ofNullable(earlyEnd);
  }
}
