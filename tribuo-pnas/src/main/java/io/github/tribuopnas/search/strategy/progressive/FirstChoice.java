package io.github.tribuopnas.search.strategy.progressive;

import io.github.tribuopnas.base.Shuffle;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.strategy.Sampling;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chooses among candidates of which nothing was measured. */
final class FirstChoice<A> {

  private final SearchSpace<A> space;
  private final Surrogate<A> surrogate;
  private final Objective objective;
  private final SplittableRandom random;

  /** Makes a choice that takes its random numbers from a generator. */
  FirstChoice(
      SearchSpace<A> space, Surrogate<A> surrogate, Objective objective, SplittableRandom random) {
    this.space = space;
    this.surrogate = surrogate;
    this.objective = objective;
    this.random = random;
  }

  /**
   * Chooses candidates of one level.
   *
   * @param known those of the candidates that are taken before any other
   * @param count how many, at most as many as there are
   */
  List<Proposal<A>> choose(
      Sampling sampling, List<A> known, Candidates<A> candidates, int level, int count) {
    List<Integer> first = places(known, candidates).stream().limit(count).toList();
    return switch (sampling) {
      case UNIFORM -> uniform(first, candidates, level, count);
      case SPREAD -> spread(first, candidates, level, count);
    };
  }

  private List<Integer> places(List<A> known, Candidates<A> candidates) {
    Map<A, Integer> places = new LinkedHashMap<>();
    known.forEach(architecture -> places.put(architecture, -1));
    for (int place = 0; place < candidates.size() && !known.isEmpty(); place++) {
      places.replace(candidates.get(place), place);
    }
    return List.copyOf(places.values());
  }

  private List<Proposal<A>> uniform(
      List<Integer> first, Candidates<A> candidates, int level, int count) {
    int[] others =
        IntStream.range(0, candidates.size()).filter(place -> !first.contains(place)).toArray();
    IntStream drawn =
        Arrays.stream(sample(others.length, count - first.size(), random))
            .map(place -> others[place]);
    return IntStream.concat(first.stream().mapToInt(Integer::intValue), drawn)
        .mapToObj(place -> Proposal.unpredicted(candidates.get(place), level))
        .toList();
  }

  /** Draws places without replacement, in ascending order. */
  static int[] sample(int size, int count, SplittableRandom random) {
    int[] places = new int[size];
    Arrays.setAll(places, i -> i);
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, size);
      int swapped = places[i];
      places[i] = places[other];
      places[other] = swapped;
    }
    int[] drawn = Arrays.copyOf(places, count);
    Arrays.sort(drawn);
    return drawn;
  }

  private List<Proposal<A>> spread(
      List<Integer> first, Candidates<A> candidates, int level, int count) {
    double[] mean = new double[candidates.size()];
    double[] deviation = new double[candidates.size()];
    boolean isPredicted = surrogate.minimumTrials() == 0;
    if (isPredicted) {
      surrogate.fit(List.of(), new double[0]);
      surrogate.predict(candidates, mean, deviation);
    } else {
      Arrays.fill(mean, Double.NaN);
      Arrays.fill(deviation, Double.NaN);
    }
    double[] score = Arrays.stream(mean).map(objective.direction()::score).toArray();
    LeastUsed<A> spread =
        new LeastUsed<>(space, candidates, Shuffle.permutation(candidates.size(), random));
    boolean[] taken = new boolean[candidates.size()];
    List<Proposal<A>> chosen = new ArrayList<>();
    while (chosen.size() < count) {
      int place =
          chosen.size() < first.size()
              ? first.get(chosen.size())
              : isPredicted && chosen.size() % 2 == 0
                  ? TopCandidates.find(score, 1, other -> !taken[other])[0]
                  : spread.next(taken);
      taken[place] = true;
      spread.took(place);
      chosen.add(
          Proposal.unpredicted(candidates.get(place), level)
              .withPrediction(mean[place], deviation[place]));
    }
    return chosen;
  }
}
