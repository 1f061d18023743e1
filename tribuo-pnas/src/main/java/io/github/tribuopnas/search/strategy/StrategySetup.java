package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a strategy is made of.
 *
 * @param <A> the architecture
 * @param space what is searched
 * @param options how it is searched
 * @param acquisition how beams are chosen
 * @param surrogate makes what predicts accuracies, for strategies that use a surrogate
 * @param seed the seed of all random choices
 */
public record StrategySetup<A>(
    SearchSpace<A> space,
    StrategyOptions options,
    Acquisition acquisition,
    Supplier<Surrogate<A>> surrogate,
    long seed) {

  /**
   * Checks that nothing is missing.
   *
   * @param space what is searched
   * @param options how it is searched
   * @param acquisition how beams are chosen
   * @param surrogate makes what predicts accuracies, for strategies that use a surrogate
   * @param seed the seed of all random choices
   */
  public StrategySetup {
    Objects.requireNonNull(space, "space");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(acquisition, "acquisition");
    Objects.requireNonNull(surrogate, "surrogate");
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
   * Returns how many architectures are tried in all: a first level, then a beam at each further
   * level. Strategies without levels try as many.
   *
   * @return the number, at least 1
   */
  public int trials() {
    return firstLevel() + (space.levels() - 1) * options.beam();
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
