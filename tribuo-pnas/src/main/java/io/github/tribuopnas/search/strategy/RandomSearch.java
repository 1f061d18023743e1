package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random search: measures distinct architectures of the last level, drawn by the space.
 *
 * @param <A> the architecture
 */
public final class RandomSearch<A> implements SearchStrategy<A> {

  /** So many draws in a row that bring nothing new mean that the level is used up. */
  static final int MOST_DRAWS = 10_000;

  private final SearchSpace<A> space;
  private final int trials;
  private final int batch;
  private final SplittableRandom random;
  private final OpenBatch<A> open = new OpenBatch<>();
  private final Set<A> asked = new HashSet<>();
  private String earlyEnd;

  private RandomSearch(Builder<A> builder) {
    space = builder.space;
    trials = builder.trials;
    batch = builder.batch;
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
    List<Proposal<A>> next = new ArrayList<>();
    while (next.size() < batch && asked.size() < trials && earlyEnd == null) {
      Optional<A> drawn = draw(space, asked, random);
      if (drawn.isPresent()) {
        next.add(Proposal.unpredicted(drawn.get(), space.levels()));
      } else {
        earlyEnd = usedUp(asked.size());
      }
    }
    return open.open(next);
  }

  /** Draws an architecture of the last level that was not asked, and adds it to those asked. */
  static <A> Optional<A> draw(SearchSpace<A> space, Set<A> asked, SplittableRandom random) {
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      A architecture = space.random(space.levels(), random);
      if (asked.add(architecture)) {
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }

  static String usedUp(int asked) {
    return MOST_DRAWS
        + " draws brought no new architecture after "
        + asked
        + "; the last level seems to have no more, so search a larger space or ask for fewer";
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    open.close(trials);
  }

  @Override
  public Optional<String> earlyEnd() {
    return Optional.ofNullable(earlyEnd);
  }

  /**
   * Builds a {@link RandomSearch}.
   *
   * @param <A> the architecture
   */
  public static final class Builder<A> {

    private SearchSpace<A> space;
    private int trials;
    private Long seed;
    private int batch = 1;

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
      this.trials = Require.atLeast("the number of trials", trials, 1);
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
     * Asks several at a time, for executors that run several at once. By default one. What is
     * measured in all does not depend on it.
     *
     * @param count how many, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder<A> optBatch(int count) {
      batch = Require.atLeast("the batch", count, 1);
      return this;
    }

    /**
     * Builds the search.
     *
     * @return the search
     * @throws IllegalStateException if something required was not set
     */
    public RandomSearch<A> build() {
      if (space == null || trials == 0 || seed == null) {
        throw new IllegalStateException("call setSpace, setTrials and setSeed before build");
      }
      return new RandomSearch<>(this);
    }
  }
}
