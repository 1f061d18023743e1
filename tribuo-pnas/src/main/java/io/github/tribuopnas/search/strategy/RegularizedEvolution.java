package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Positive;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Regularised evolution (Real et al. 2019, Algorithm 1) over the last level: a population of random
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
  private final SplittableRandom random;
  private final OpenBatch<A> open = new OpenBatch<>();
  private final Set<A> asked = new HashSet<>();
  private final ArrayDeque<Trial<A>> population = new ArrayDeque<>();
  private String earlyEnd;

  private RegularizedEvolution(Builder<A> builder) {
    space = builder.space;
    trials = builder.trials;
    populationSize = builder.population;
    sample = builder.sample;
    batch = builder.batch;
    objective = builder.objective;
    random = new SplittableRandom(builder.seed);
  }

  /**
   * Returns a builder.
   *
   * @param <A> the architecture
   * @return a builder whose space, number of trials and seed have yet to be set
   */
  public static <A> Builder<A> builder() {
    return new Builder<>();
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireClosed();
    int wanted = asked.isEmpty() ? populationSize : batch;
    List<Trial<A>> living = new ArrayList<>(population);
    List<Proposal<A>> next = new ArrayList<>();
    while (next.size() < wanted && asked.size() < trials && earlyEnd == null) {
      Optional<Proposal<A>> drawn = child(living).or(this::drawn);
      if (drawn.isPresent()) {
        next.add(drawn.get());
      } else {
        earlyEnd = RandomSearch.usedUp(asked.size());
      }
    }
    return open.open(next);
  }

  private Optional<Proposal<A>> drawn() {
    return RandomSearch.draw(space, asked, random)
        .map(architecture -> Proposal.unpredicted(architecture, space.levels()));
  }

  private Optional<Proposal<A>> child(List<Trial<A>> living) {
    if (living.size() < populationSize) {
      return Optional.empty();
    }
    for (int attempt = 0; attempt < MOST_CHILDREN; attempt++) {
      A parent = parent(living);
      A child = space.mutate(parent, random);
      if (asked.add(child)) {
        return Optional.of(Proposal.unpredicted(child, space.levels()).withParent(parent));
      }
    }
    return Optional.empty();
  }

  /** The best of a sample without replacement; of equal ones the one drawn first. */
  private A parent(List<Trial<A>> living) {
    Trial<A> best = null;
    for (int i = 0; i < sample; i++) {
      Collections.swap(living, i, random.nextInt(i, living.size()));
      if (best == null || objective.score(living.get(i)) > objective.score(best)) {
        best = living.get(i);
      }
    }
    return best.architecture();
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    for (Trial<A> trial : open.close(trials)) {
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

  /**
   * Builds a {@link RegularizedEvolution}.
   *
   * @param <A> the architecture
   */
  public static final class Builder<A> {

    private SearchSpace<A> space;
    private int trials;
    private Long seed;
    private int population = 20;
    private int sample = 5;
    private int batch = 1;
    private Objective objective = Objective.ACCURACY;

    private Builder() {}

    /**
     * Sets the space.
     *
     * @param space what is searched
     * @return this builder
     */
    public Builder<A> setSpace(SearchSpace<A> space) {
      this.space = Objects.requireNonNull(space, "space");
      return this;
    }

    /**
     * Sets the budget.
     *
     * @param trials how many architectures are measured, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder<A> setTrials(int trials) {
      this.trials = Positive.check("the number of trials", trials);
      return this;
    }

    /**
     * Sets the seed of all random choices.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder<A> setSeed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets the size of the population, 20 by default.
     *
     * @param count how many, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder<A> optPopulation(int count) {
      population = Positive.check("the population", count);
      return this;
    }

    /**
     * Sets the size of the sample that a parent is the best of, 5 by default.
     *
     * @param count how many, from 1 to the population
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder<A> optSample(int count) {
      sample = Positive.check("the sample", count);
      return this;
    }

    /**
     * Asks several children at a time, for executors that run several at once. By default one.
     *
     * @param count how many, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder<A> optBatch(int count) {
      batch = Positive.check("the batch", count);
      return this;
    }

    /**
     * Sets what is strived for, the accuracy by default.
     *
     * @param objective what the parents are the best in
     * @return this builder
     */
    public Builder<A> optObjective(Objective objective) {
      this.objective = Objects.requireNonNull(objective, "objective");
      return this;
    }

    /**
     * Builds the search.
     *
     * @return the search
     * @throws IllegalStateException if something required was not set
     * @throws IllegalArgumentException if the sample is larger than the population
     */
    public RegularizedEvolution<A> build() {
      if (space == null || trials == 0 || seed == null) {
        throw new IllegalStateException("call setSpace, setTrials and setSeed before build");
      }
      if (sample > population) {
        throw new IllegalArgumentException(
            "the sample is " + sample + "; allowed are 1 to the population, " + population);
      }
      return new RegularizedEvolution<>(this);
    }
  }
}
