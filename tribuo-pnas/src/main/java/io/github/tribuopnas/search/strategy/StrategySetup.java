package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What a strategy is made of.
 *
 * @param <A> the architecture
 * @param space what is searched
 * @param options how it is searched
 * @param seed the seed of all random choices
 * @param surrogate makes what predicts the objective, for strategies that use a surrogate
 * @param acquisition how beams are chosen
 * @param objective what is searched for
 * @param budget how many architectures are tried in all; empty if the options tell
 */
public record StrategySetup<A>(
    SearchSpace<A> space,
    StrategyOptions options,
    long seed,
    Supplier<Surrogate<A>> surrogate,
    Acquisition acquisition,
    Objective objective,
    OptionalInt budget) {

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
        seed,
        () -> {
          throw new IllegalStateException("this strategy needs a surrogate: set it in the setup");
        },
        options.acquisition(),
        Objective.ACCURACY,
        OptionalInt.empty());
  }

  /**
   * Sets the surrogate.
   *
   * @param factory makes one, which one search alone uses
   * @return the changed setup
   */
  public StrategySetup<A> withSurrogate(Supplier<Surrogate<A>> factory) {
    return new StrategySetup<>(space, options, seed, factory, acquisition, objective, budget);
  }

  /**
   * Sets an acquisition in place of that of the options.
   *
   * @param chosen the score whose highest values are taken
   * @return the changed setup
   */
  public StrategySetup<A> withAcquisition(Acquisition chosen) {
    return new StrategySetup<>(space, options, seed, surrogate, chosen, objective, budget);
  }

  /**
   * Sets what is searched for.
   *
   * @param sought the objective
   * @return the changed setup
   */
  public StrategySetup<A> withObjective(Objective sought) {
    return new StrategySetup<>(space, options, seed, surrogate, acquisition, sought, budget);
  }

  /**
   * Sets a budget for the whole search. A strategy that goes level by level takes all that is left
   * of it at the last level instead of a beam, and no more at any level.
   *
   * @param trials how many architectures are tried in all, at least 1
   * @return the changed setup
   */
  public StrategySetup<A> withBudget(int trials) {
    return new StrategySetup<>(
        space, options, seed, surrogate, acquisition, objective, OptionalInt.of(trials));
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
   * Returns how many architectures are tried in all: the budget, or else a first level and a beam
   * at each further level. Strategies without levels try as many.
   *
   * @return the number, at least 1
   */
  public int trials() {
    return budget.orElseGet(() -> firstLevel() + (space.levels() - 1) * options.beam());
  }

  /**
   * Returns how many architectures are tried at each level by a strategy that goes level by level.
   *
   * @return the number of each level, from the first
   */
  public List<Integer> trialsByLevel() {
    List<Integer> trials = new ArrayList<>(Collections.nCopies(space.levels(), options.beam()));
    trials.set(0, firstLevel());
    return trials;
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
}
