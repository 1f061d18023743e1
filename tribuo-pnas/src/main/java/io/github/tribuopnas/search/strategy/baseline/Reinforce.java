package io.github.tribuopnas.search.strategy.baseline;

import io.github.tribuopnas.base.Adam;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.OpenBatch;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Objective;
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
import org.jspecify.annotations.Nullable;

/**
 * NAS by reinforcement learning, the baseline of the paper (Zoph et al. 2018; PNAS, section 5.2): a
 * controller, one layer of LSTM, draws architectures of the last level choice by choice, and learns
 * by the policy gradient from their rewards, less a moving average of those before (REINFORCE,
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
  private final Objective objective;
  private final SplittableRandom random;
  private final DrawLimits<A> limits;
  private final LstmController controller;
  private final Adam optimizer;
  private final double[] gradient;

  private final OpenBatch<A> open = new OpenBatch<>();
  private final Set<A> asked = new HashSet<>();
  private final Map<A, int[]> choicesOfBatch = new HashMap<>();
  private @Nullable Double baseline;
  private @Nullable String earlyEnd;

  /**
   * Makes a search.
   *
   * @param setup what is searched and how
   */
  public Reinforce(StrategySetup<A> setup) {
    space = setup.space();
    trials = setup.trials();
    StrategyOptions options = setup.options();
    batch = options.refitEvery().orElse(StrategyOptions.SMALL_BATCH);
    entropyWeight = options.entropyWeight();
    baselineWeight = options.baselineWeight();
    objective = setup.objective();
    random = new SplittableRandom(setup.seed());
    limits = new DrawLimits<>(setup);
    controller =
        new LstmController(
            space.choices(space.levels()), options.controllerUnits(), random.split());
    optimizer = new Adam(options.controllerRate(), controller.parameters().length);
    gradient = new double[controller.parameters().length];
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireMayAsk(this);
    choicesOfBatch.clear();
    List<Proposal<A>> next = new ArrayList<>();
    while (next.size() < batch && asked.size() < trials && earlyEnd == null) {
      Optional<A> drawn = controlled().or(() -> RandomSearch.draw(space, limits, asked, random));
      if (drawn.isPresent()) {
        next.add(Proposal.unpredicted(drawn.get(), space.levels()));
      } else {
        earlyEnd = limits.usedUp(asked.size());
      }
    }
    limits.tell(asked.size());
    return open.open(next);
  }

  private Optional<A> controlled() {
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      int[] chosen = controller.sample(StrictMath.pow(HEATING, draw), random);
      A architecture = space.decode(space.levels(), Arrays.stream(chosen).boxed().toList());
      if (space.level(architecture) == space.levels()
          && !asked.contains(architecture)
          && limits.allows(architecture)) {
        asked.add(architecture);
        choicesOfBatch.put(architecture, chosen);
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    List<Trial<A>> told = open.close(trials);
    limits.learn(told);
    List<Trial<A>> lessons =
        told.stream()
            .filter(trial -> trial.isComplete() && choicesOfBatch.containsKey(trial.architecture()))
            .toList();
    if (lessons.isEmpty()) {
      return;
    }
    double mean = lessons.stream().mapToDouble(objective::score).average().orElseThrow();
    if (baseline == null) {
      baseline = mean;
    }
    Arrays.fill(gradient, 0);
    for (Trial<A> trial : lessons) {
      double advantage = (objective.score(trial) - baseline) / lessons.size();
      controller.addGradient(
          Objects.requireNonNull(choicesOfBatch.get(trial.architecture())),
          advantage,
          entropyWeight / lessons.size(),
          gradient);
    }
    optimizer.step(gradient, controller.parameters());
    baseline = baselineWeight * baseline + (1 - baselineWeight) * mean;
  }

  @Override
  public Optional<String> earlyEnd() {
    return Optional.ofNullable(earlyEnd);
  }
}
