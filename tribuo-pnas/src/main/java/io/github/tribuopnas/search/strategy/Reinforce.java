package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * NAS by reinforcement learning, the baseline of the paper (Zoph et al. 2018; PNAS, section 5.2): a
 * controller, one layer of LSTM, draws architectures of the last level choice by choice, and learns
 * by the policy gradient from their accuracies, less a moving average of those before (REINFORCE,
 * Williams 1992).
 *
 * <p>No architecture is asked twice, as the other strategies have it too. So a controller that has
 * settled draws what it knows already; each such draw makes the next one more random, by a higher
 * temperature of the softmax, until it brings something new.
 *
 * @param <A> the architecture
 */
public final class Reinforce<A> implements SearchStrategy<A> {

  /** Where so many draws of the controller are all known, a random architecture is taken. */
  private static final int MOST_DRAWS = 30;

  /** How much hotter each draw is than one before that was known; the last is all but uniform. */
  private static final double HEATING = 1.2;

  private final SearchSpace<A> space;
  private final int trials;
  private final int batch;
  private final double entropyWeight;
  private final double baselineWeight;
  private final SplittableRandom random;
  private final LstmController controller;
  private final Adam optimiser;
  private final double[] gradient;

  private final OpenBatch<A> open = new OpenBatch<>();
  private final Set<A> asked = new HashSet<>();
  private final Map<A, int[]> choicesOfBatch = new HashMap<>();
  private Double baseline;
  private String earlyEnd;

  private Reinforce(Builder<A> builder) {
    space = builder.space;
    trials = builder.trials;
    batch = builder.batch;
    entropyWeight = builder.entropyWeight;
    baselineWeight = builder.baselineWeight;
    random = new SplittableRandom(builder.seed);
    controller = new LstmController(space.choices(space.levels()), builder.units, random.split());
    optimiser = new Adam(builder.learningRate, controller.parameters().length);
    gradient = new double[controller.parameters().length];
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
    choicesOfBatch.clear();
    List<Proposal<A>> next = new ArrayList<>();
    while (next.size() < batch && asked.size() < trials && earlyEnd == null) {
      Optional<A> drawn = controlled().or(() -> RandomSearch.draw(space, asked, random));
      if (drawn.isPresent()) {
        next.add(Proposal.unpredicted(drawn.get(), space.levels()));
      } else {
        earlyEnd = RandomSearch.usedUp(asked.size());
      }
    }
    return open.open(next);
  }

  private Optional<A> controlled() {
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      int[] chosen = controller.sample(StrictMath.pow(HEATING, draw), random);
      A architecture = space.decode(space.levels(), Arrays.stream(chosen).boxed().toList());
      if (space.level(architecture) == space.levels() && asked.add(architecture)) {
        choicesOfBatch.put(architecture, chosen);
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    List<Trial<A>> lessons =
        open.close(trials).stream()
            .filter(trial -> trial.isComplete() && choicesOfBatch.containsKey(trial.architecture()))
            .toList();
    if (lessons.isEmpty()) {
      return;
    }
    double mean = lessons.stream().mapToDouble(Trial::accuracy).average().orElseThrow();
    if (baseline == null) {
      baseline = mean;
    }
    Arrays.fill(gradient, 0);
    for (Trial<A> trial : lessons) {
      double advantage = (trial.accuracy() - baseline) / lessons.size();
      controller.addGradient(
          choicesOfBatch.get(trial.architecture()),
          advantage,
          entropyWeight / lessons.size(),
          gradient);
    }
    optimiser.step(gradient, controller.parameters());
    baseline = baselineWeight * baseline + (1 - baselineWeight) * mean;
  }

  @Override
  public Optional<String> earlyEnd() {
    return Optional.ofNullable(earlyEnd);
  }

  /**
   * Builds a {@link Reinforce}.
   *
   * @param <A> the architecture
   */
  public static final class Builder<A> {

    private SearchSpace<A> space;
    private int trials;
    private Long seed;
    private int batch = 1;
    private int units = 100;
    private double learningRate = 0.0035;
    private double entropyWeight = 1e-5;
    private double baselineWeight = 0.95;

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
     * Asks several at a time, for executors that run several at once; the controller learns from
     * their mean gradient. By default one.
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
     * Sets the units of the controller, 100 by default, as in the paper.
     *
     * @param count how many, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder<A> optUnits(int count) {
      units = Require.atLeast("the number of units", count, 1);
      return this;
    }

    /**
     * Sets the learning rate of Adam, 0.0035 by default: ten times that of Zoph et al. 2018, whose
     * controller had 20,000 networks to learn from and hardly learns from some hundred.
     *
     * @param rate above 0 and finite
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder<A> optLearningRate(double rate) {
      if (!(rate > 0) || Double.isInfinite(rate)) {
        throw new IllegalArgumentException(
            "the learning rate is " + rate + "; allowed are finite numbers above 0");
      }
      learningRate = rate;
      return this;
    }

    /**
     * Sets how much the entropy of the choices is worth beside accuracy, 0.00001 by default, as in
     * the paper.
     *
     * @param weight finite and at least 0
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder<A> optEntropyWeight(double weight) {
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "the weight of the entropy is " + weight + "; allowed are finite numbers from 0");
      }
      entropyWeight = weight;
      return this;
    }

    /**
     * Sets the share of the old moving average at each step, 0.95 by default, as in the paper.
     *
     * @param weight from 0, where only the last batch counts, to below 1
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder<A> optBaselineWeight(double weight) {
      if (!(weight >= 0 && weight < 1)) {
        throw new IllegalArgumentException(
            "the weight of the baseline is " + weight + "; allowed are numbers from 0 to below 1");
      }
      baselineWeight = weight;
      return this;
    }

    /**
     * Builds the search.
     *
     * @return the search
     * @throws IllegalStateException if something required was not set
     */
    public Reinforce<A> build() {
      if (space == null || trials == 0 || seed == null) {
        throw new IllegalStateException("call setSpace, setTrials and setSeed before build");
      }
      return new Reinforce<>(this);
    }
  }
}
