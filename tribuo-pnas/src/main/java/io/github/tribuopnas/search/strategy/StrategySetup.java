package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What a strategy is made of.
 *
 * @param <A> the architecture
 * @param space what is searched
 * @param options how it is searched
 * @param economy where trials are, and how long each is trained
 * @param seed the seed of all random choices
 * @param surrogate makes what predicts the objective, for strategies that use a surrogate
 * @param acquisition how beams are chosen
 * @param objective what is searched for
 * @param further what is searched for besides, each with what predicts it; empty if nothing is
 * @param rule how a beam is chosen where there are several objectives
 * @param messages takes lines about what limits leave out
 * @param budget how many architectures are tried in all; empty if the options tell
 * @param epochs how many epochs the full training of an architecture has, at least 1
 */
public record StrategySetup<A>(
    SearchSpace<A> space,
    StrategyOptions options,
    EconomyOptions economy,
    long seed,
    Supplier<Surrogate<A>> surrogate,
    Acquisition acquisition,
    Objective objective,
    List<FurtherObjective<A>> further,
    BeamRule rule,
    Consumer<String> messages,
    OptionalInt budget,
    int epochs) {

  /**
   * Checks the components.
   *
   * @param space what is searched
   * @param options how it is searched
   * @param economy where trials are, and how long each is trained
   * @param seed the seed of all random choices
   * @param surrogate makes what predicts the objective, for strategies that use a surrogate
   * @param acquisition how beams are chosen
   * @param objective what is searched for
   * @param further what is searched for besides, each with what predicts it; empty if nothing is
   * @param rule how a beam is chosen where there are several objectives
   * @param messages takes lines about what limits leave out
   * @param budget how many architectures are tried in all; empty if the options tell
   * @param epochs how many epochs the full training of an architecture has, at least 1
   */
  public StrategySetup {
    further = List.copyOf(further);
    Require.atLeast("epochs", epochs, 1);
  }

  /**
   * Starts from what every strategy needs.
   *
   * @param <A> the architecture
   * @param space what is searched
   * @param options how it is searched
   * @param seed the seed of all random choices
   * @return a setup without a surrogate that searches for accuracy
   */
  public static <A> StrategySetup<A> of(SearchSpace<A> space, StrategyOptions options, long seed) {
    return new StrategySetup<>(
        space,
        options,
        new EconomyOptions(),
        seed,
        () -> {
          throw new IllegalStateException("this strategy needs a surrogate: set it in the setup");
        },
        options.acquisition(),
        Objective.ACCURACY,
        List.of(),
        new ExpectedHypervolume(),
        message -> {},
        OptionalInt.empty(),
        1);
  }

  /**
   * Sets where trials are, and how long each is trained. By default as the paper has it.
   *
   * @param chosen the options
   * @return the changed setup
   */
  public StrategySetup<A> withEconomy(EconomyOptions chosen) {
    return with(draft -> draft.economy = chosen);
  }

  /**
   * Sets the surrogate.
   *
   * @param factory makes one, which one search alone uses
   * @return the changed setup
   */
  public StrategySetup<A> withSurrogate(Supplier<Surrogate<A>> factory) {
    return with(draft -> draft.surrogate = factory);
  }

  /**
   * Sets an acquisition in place of that of the options.
   *
   * @param chosen the score whose highest values are taken
   * @return the changed setup
   */
  public StrategySetup<A> withAcquisition(Acquisition chosen) {
    return with(draft -> draft.acquisition = chosen);
  }

  /**
   * Sets what is searched for.
   *
   * @param sought the objective
   * @return the changed setup
   */
  public StrategySetup<A> withObjective(Objective sought) {
    return with(draft -> draft.objective = sought);
  }

  /**
   * Sets what is searched for besides the first objective. By default nothing.
   *
   * @param others the objectives, each with what predicts it
   * @return the changed setup
   */
  public StrategySetup<A> withFurther(List<FurtherObjective<A>> others) {
    return with(draft -> draft.further = others);
  }

  /**
   * Sets how a beam is chosen where there are several objectives. By default by the expected
   * improvement of the dominated hypervolume.
   *
   * @param chosen the rule
   * @return the changed setup
   */
  public StrategySetup<A> withRule(BeamRule chosen) {
    return with(draft -> draft.rule = chosen);
  }

  /**
   * Sets who is told what limits leave out. By default nobody.
   *
   * @param listener takes lines
   * @return the changed setup
   */
  public StrategySetup<A> withMessages(Consumer<String> listener) {
    return with(draft -> draft.messages = listener);
  }

  /**
   * Returns all objectives.
   *
   * @return at least one, the most important first
   */
  public List<Objective> objectives() {
    List<Objective> all = new ArrayList<>(List.of(objective));
    further.forEach(other -> all.add(other.objective()));
    return List.copyOf(all);
  }

  /**
   * Sets a budget for the whole search. A strategy that goes level by level takes all that is left
   * of it at the last level instead of a beam, and no more at any level.
   *
   * @param trials how many architectures are tried in all, at least 1
   * @return the changed setup
   */
  public StrategySetup<A> withBudget(int trials) {
    return with(draft -> draft.budget = OptionalInt.of(trials));
  }

  /**
   * Sets how long architectures are trained, on which it depends where halving has its rungs.
   *
   * @param number epochs of the full training, at least 1; 1 by default
   * @return the changed setup
   */
  public StrategySetup<A> withEpochs(int number) {
    return with(draft -> draft.epochs = number);
  }

  /**
   * Returns which are trained again before one is chosen. Halving trains its best in full, so that
   * only crossed validation is added to it.
   *
   * @return the last rung that a search has; empty if it has none
   */
  public Optional<LastRung> lastRung() {
    return economy
        .lastRung()
        .filter(rung -> rung.kind() == LastRung.Kind.CROSSED || economy.halving().isEmpty());
  }

  /**
   * Returns which levels are tried.
   *
   * @return ascending numbers from 1 to the levels of the space
   * @throws IllegalArgumentException if the options name a level that the space does not have
   */
  public List<Integer> levels() {
    List<Integer> levels = economy.levels();
    if (levels.isEmpty()) {
      return IntStream.rangeClosed(1, space.levels()).boxed().toList();
    }
    Require.range("the last level", levels.get(levels.size() - 1), 1, space.levels());
    return levels;
  }

  /**
   * Returns how many architectures of the first level are tried.
   *
   * @return as many as the options say, or all if there are no more
   */
  public int firstLevel() {
    int all = space.initial().size();
    return options.firstLevel() > 0 ? Math.min(options.firstLevel(), all) : all;
  }

  /**
   * Returns how many architectures are tried in all: the budget, or else those of all levels.
   * Strategies without levels try as many.
   *
   * @return the number, at least 1
   */
  public int trials() {
    return budget.orElseGet(() -> trialsByLevel().stream().mapToInt(Integer::intValue).sum());
  }

  /**
   * Returns how many architectures are tried at each level by a strategy that goes level by level:
   * a first level and beams, or the trials of the options: one for each level, and the others dealt
   * over the levels by their numbers. For the larger its architectures, the more a level teaches of
   * those after it.
   *
   * @return the number of each level, from the first; 0 for those left out
   * @throws IllegalArgumentException if the options name a level that the space does not have, or
   *     have fewer trials than levels
   */
  public List<Integer> trialsByLevel() {
    List<Integer> trials = new ArrayList<>(Collections.nCopies(space.levels(), 0));
    List<Integer> levels = levels();
    boolean isDealt = economy.trials() > 0;
    if (isDealt) {
      Require.atLeast("the number of trials", economy.trials(), levels.size());
    }
    int sum = levels.stream().mapToInt(Integer::intValue).sum();
    int before = 0;
    for (int level : levels) {
      int after = before + level;
      trials.set(
          level - 1,
          isDealt
              ? 1 + dealt(after, sum) - dealt(before, sum)
              : level == levels.get(0) ? first(level) : options.beam());
      before = after;
    }
    return trials;
  }

  private int dealt(int part, int sum) {
    return (int) Math.round((double) (economy.trials() - levels().size()) * part / sum);
  }

  /** A level above the first is not tried whole. */
  private int first(int level) {
    return level == 1
        ? firstLevel()
        : options.firstLevel() > 0 ? options.firstLevel() : options.beam();
  }

  /**
   * Returns what the trainings of a search cost.
   *
   * @param trials how many architectures are tried at each level
   * @return the cost at each level, in full trainings of an architecture of that level, as far as
   *     it can be told in advance
   */
  public List<Double> trainings(List<Integer> trials) {
    List<Double> trainings =
        new ArrayList<>(
            economy
                .halving()
                .map(halving -> halving.trainings(trials, epochs))
                .orElseGet(() -> trials.stream().map(Integer::doubleValue).toList()));
    int last = trainings.size() - 1;
    lastRung()
        .ifPresent(
            rung -> trainings.set(last, trainings.get(last) + rung.finalists() * rung.times()));
    return List.copyOf(trainings);
  }

  /**
   * Returns how many architectures are tried at each level by a strategy that tries those of the
   * last level only.
   *
   * @return the number of each level, from the first
   */
  public List<Integer> trialsAtLastLevel() {
    List<Integer> trials = new ArrayList<>(Collections.nCopies(space.levels(), 0));
    trials.set(space.levels() - 1, trials());
    return trials;
  }

  private StrategySetup<A> with(Consumer<Draft<A>> change) {
    Draft<A> draft = new Draft<>(this);
    change.accept(draft);
    return new StrategySetup<>(
        space,
        options,
        draft.economy,
        seed,
        draft.surrogate,
        draft.acquisition,
        draft.objective,
        draft.further,
        draft.rule,
        draft.messages,
        draft.budget,
        draft.epochs);
  }

  /** The components that can be changed, on their way from one setup to another. */
  private static final class Draft<A> {

    private EconomyOptions economy;
    private Supplier<Surrogate<A>> surrogate;
    private Acquisition acquisition;
    private Objective objective;
    private List<FurtherObjective<A>> further;
    private BeamRule rule;
    private Consumer<String> messages;
    private OptionalInt budget;
    private int epochs;

    Draft(StrategySetup<A> setup) {
      economy = setup.economy;
      surrogate = setup.surrogate;
      acquisition = setup.acquisition;
      objective = setup.objective;
      further = setup.further;
      rule = setup.rule;
      messages = setup.messages;
      budget = setup.budget;
      epochs = setup.epochs;
    }
  }
}
