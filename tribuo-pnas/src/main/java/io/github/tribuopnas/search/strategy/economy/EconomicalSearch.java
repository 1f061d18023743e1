package io.github.tribuopnas.search.strategy.economy;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.StrategySetup;

/** Adds to any search what the options say of patience, of halving and of a last rung. */
public final class EconomicalSearch {

  private EconomicalSearch() {}

  /**
   * Adds to a strategy what a setup says.
   *
   * @param <A> the architecture
   * @param strategy chooses what is tried
   * @param setup what is searched and how
   * @return the strategy, or one that asks it
   */
  public static <A> SearchStrategy<A> of(SearchStrategy<A> strategy, StrategySetup<A> setup) {
    int patience = setup.economy().patience();
    SearchStrategy<A> patient =
        patience == 0 ? strategy : new PatientSearch<>(strategy, patience, setup.objectives());
    SearchStrategy<A> thinned =
        setup
            .economy()
            .halving()
            .<SearchStrategy<A>>map(
                halving ->
                    new HalvedSearch<>(
                        patient, halving, setup.epochs(), setup.objective(), setup.further()))
            .orElse(patient);
    return setup
        .lastRung()
        .<SearchStrategy<A>>map(
            rung -> new LastRungSearch<>(thinned, rung, setup.objective(), setup.further()))
        .orElse(thinned);
  }
}
