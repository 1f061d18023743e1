package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Positive;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Progressive search (PNAS, Algorithm 1). Level 1 is measured whole, or a random sample of it. At
 * each further level every architecture measured at the level below is expanded in all ways, a
 * surrogate fitted on all measurements so far predicts the objective of the children, and the best
 * of them, the beam, are measured.
 *
 * @param <A> the architecture
 */
public final class ProgressiveSearch<A> implements SearchStrategy<A> {

  private final SearchSpace<A> space;
  private final Surrogate<A> surrogate;
  private final BeamChooser<A> chooser;
  private final int beam;
  private final OptionalInt trials;
  private final int firstLevel;
  private final int batch;
  private final SplittableRandom random;

  private final OpenBatch<A> open = new OpenBatch<>();
  private final List<Trial<A>> complete = new ArrayList<>();
  private final Set<A> askedOfLevel = new HashSet<>();
  private int level;
  private int asked;
  private List<Trial<A>> told = new ArrayList<>();
  private Candidates<A> candidates;
  private String earlyEnd;

  private ProgressiveSearch(Builder<A> builder) {
    space = builder.space;
    surrogate = builder.surrogate;
    beam = builder.beam;
    firstLevel = builder.firstLevel;
    batch = builder.batch;
    trials = builder.trials;
    chooser =
        new BeamChooser<>(
            space, surrogate, builder.acquisition, builder.exploration, builder.objective);
    random = new SplittableRandom(builder.seed);
  }

  /**
   * Returns a builder.
   *
   * @param <A> the architecture
   * @return a builder whose space, surrogate, beam and seed have yet to be set
   */
  public static <A> Builder<A> builder() {
    return new Builder<>();
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireClosed();
    if (earlyEnd != null) {
      return List.of();
    }
    List<Proposal<A>> next = level == 0 ? first() : further();
    next.forEach(proposal -> askedOfLevel.add(proposal.architecture()));
    asked += next.size();
    return open.open(next);
  }

  private List<Proposal<A>> first() {
    level = 1;
    candidates = space.initial();
    int wanted = Math.min(firstLevel, trials.orElse(Integer.MAX_VALUE));
    int[] places = sample(candidates.size(), Math.min(wanted, candidates.size()));
    List<Proposal<A>> proposals = new ArrayList<>(places.length);
    for (int place : places) {
      proposals.add(Proposal.unpredicted(candidates.get(place), 1));
    }
    return proposals;
  }

  /** Draws places without replacement, in ascending order. */
  private int[] sample(int size, int count) {
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

  private List<Proposal<A>> further() {
    boolean levelDone = level == 1 || wanted() == 0;
    if (levelDone) {
      if (level == space.levels() || asked >= trials.orElse(Integer.MAX_VALUE)) {
        return List.of();
      }
      if (told.stream().noneMatch(Trial::isComplete)) {
        earlyEnd = allFailed();
        return List.of();
      }
    }
    if (complete.size() < surrogate.minimumTrials()) {
      earlyEnd = tooFew();
      return List.of();
    }
    if (levelDone) {
      candidates =
          space.expand(told.stream().filter(Trial::isComplete).map(Trial::architecture).toList());
      level++;
      told = new ArrayList<>();
      askedOfLevel.clear();
    }
    return chooser.choose(
        complete, candidates, level, askedOfLevel, Math.min(batch, wanted()), random.split());
  }

  /** How many are still to be asked of this level, above the first. */
  private int wanted() {
    int left = trials.orElse(Integer.MAX_VALUE) - asked;
    boolean takesTheRest = level == space.levels() && trials.isPresent();
    int ofBeam = takesTheRest ? left : Math.min(left, beam - askedOfLevel.size());
    return Math.min(ofBeam, candidates.size() - askedOfLevel.size());
  }

  private String allFailed() {
    return "all "
        + told.size()
        + " trials of level "
        + level
        + " failed, so that nothing is left to expand; the first: "
        + told.get(0).reason();
  }

  private String tooFew() {
    return "only "
        + complete.size()
        + " trials are complete, but the surrogate needs "
        + surrogate.minimumTrials()
        + "; measure a larger first level, or see why trials failed";
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    for (Trial<A> trial : open.close(trials)) {
      told.add(trial);
      if (trial.isComplete()) {
        complete.add(trial);
      }
    }
  }

  @Override
  public Optional<String> earlyEnd() {
    return Optional.ofNullable(earlyEnd);
  }

  /**
   * Builds a {@link ProgressiveSearch}.
   *
   * @param <A> the architecture
   */
  public static final class Builder<A> {

    private SearchSpace<A> space;
    private Surrogate<A> surrogate;
    private int beam;
    private Long seed;
    private int firstLevel = Integer.MAX_VALUE;
    private int batch = Integer.MAX_VALUE;
    private OptionalInt trials = OptionalInt.empty();
    private Acquisition acquisition = Acquisition.mean();
    private double exploration;
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
     * Sets the surrogate.
     *
     * @param surrogate what predicts the objective; used by this search alone
     * @return this builder
     */
    public Builder<A> setSurrogate(Surrogate<A> surrogate) {
      this.surrogate = Objects.requireNonNull(surrogate, "surrogate");
      return this;
    }

    /**
     * Sets the beam, the paper's K: how many architectures are measured at each level above the
     * first.
     *
     * @param beam the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder<A> setBeam(int beam) {
      this.beam = Positive.check("the beam", beam);
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
     * Measures only a random sample of level 1. By default all of it is measured.
     *
     * @param count how many, at least 1; all if there are no more
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder<A> optFirstLevel(int count) {
      firstLevel = Positive.check("the size of the first level", count);
      return this;
    }

    /**
     * Refits the surrogate within a level, whenever this many trials were told. By default a level
     * above the first is asked at once, as in the paper.
     *
     * @param count how many are asked at a time, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder<A> optBatch(int count) {
      batch = Positive.check("the batch", count);
      return this;
    }

    /**
     * Sets a budget for the whole search: the last level takes all that is left of it instead of a
     * beam, and no level takes more. By default every level above the first takes a beam, as in the
     * paper.
     *
     * @param trials how many architectures are measured, at least 1; fewer if the last level has no
     *     more
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder<A> optTrials(int trials) {
      this.trials = OptionalInt.of(Positive.check("the number of trials", trials));
      return this;
    }

    /**
     * Keeps a share of each beam for what the rest of it neglects (the exploration step of POPNAS
     * v2): the best candidates that use a part, such as an operation or an input, which less than a
     * fifth as many of the level's architectures use as use the average part. By default nothing.
     *
     * @param share from 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if it is outside that range
     */
    public Builder<A> optExploration(double share) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "the share of exploration is " + share + "; allowed are numbers from 0 to 1");
      }
      exploration = share;
      return this;
    }

    /**
     * Sets how the beam is chosen from the predictions. By default by the mean, as in the paper.
     *
     * @param acquisition the score whose highest values are taken
     * @return this builder
     */
    public Builder<A> optAcquisition(Acquisition acquisition) {
      this.acquisition = Objects.requireNonNull(acquisition, "acquisition");
      return this;
    }

    /**
     * Sets what is strived for, the accuracy by default.
     *
     * @param objective what the surrogate predicts and the beam is chosen by
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
     * @throws IllegalArgumentException if the first level is too small for the surrogate
     */
    public ProgressiveSearch<A> build() {
      if (space == null || surrogate == null || beam == 0 || seed == null) {
        throw new IllegalStateException(
            "call setSpace, setSurrogate, setBeam and setSeed before build");
      }
      if (space.levels() > 1 && firstLevel < surrogate.minimumTrials()) {
        throw new IllegalArgumentException(
            "a first level of "
                + firstLevel
                + " is too small for the surrogate, which needs "
                + surrogate.minimumTrials()
                + " measurements; allowed are that many and more");
      }
      return new ProgressiveSearch<>(this);
    }
  }
}
