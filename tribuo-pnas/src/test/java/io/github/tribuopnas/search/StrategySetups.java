package io.github.tribuopnas.search;

import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.FurtherObjective;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.economy.EconomicalSearch;
import io.github.tribuopnas.search.strategy.named.NamedStrategies;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.SearchStrategyContract;
import java.util.List;
import java.util.function.Supplier;

/** Setups of strategies that the contract suites share. */
final class StrategySetups {

  /** A first level and two beams are as many trials as the suite asks for. */
  static final StrategyOptions OPTIONS =
      new StrategyOptions()
          .withFirstLevel(12)
          .withBeam(7)
          .withPopulation(8)
          .withControllerUnits(10)
          .withControllerRate(0.01);

  static StrategySetup<Cell> setup(StrategyOptions options, long seed) {
    return StrategySetup.of(SearchStrategyContract.SPACE, options, seed)
        .withSurrogate(SearchStrategyContract.FractionSurrogate::new);
  }

  /** Returns a setup for the accuracy and for a size besides. */
  static StrategySetup<Cell> withSize(
      StrategySetup<Cell> setup,
      Objective size,
      FurtherObjective.Role role,
      Supplier<Surrogate<Cell>> surrogate) {
    return setup.withFurther(List.of(new FurtherObjective<>(size, role, surrogate)));
  }

  /** Of the accuracy, and of a size. */
  static StrategySetup<Cell> ofTwo(StrategyOptions options, long seed) {
    return withSize(
        setup(options, seed),
        Objective.minimize(Metrics.PARAMETERS),
        FurtherObjective.Role.SOUGHT,
        SearchStrategyContract.FractionSurrogate::new);
  }

  /** Of the accuracy and of a size, which is counted and has a limit that leaves many out. */
  static StrategySetup<Cell> underALimit(StrategyOptions options, long seed) {
    return withSize(
        setup(options, seed),
        Objective.minimize(Metrics.PARAMETERS).withLimit(1200),
        FurtherObjective.Role.LIMITED,
        CountedParameters::new);
  }

  /** The sizes are learned, so that the limit counts once enough was measured. */
  static StrategySetup<Cell> learning(StrategyOptions options, long seed) {
    return withSize(
        setup(options, seed),
        Objective.minimize(Metrics.PARAMETERS).withLimit(1500),
        FurtherObjective.Role.SOUGHT,
        SearchStrategyContract.FractionSurrogate::new);
  }

  /** What the suite gives each trial. */
  static final class CountedParameters implements Surrogate<Cell> {
    @Override
    public int minimumTrials() {
      return 0;
    }

    @Override
    public void fit(List<Cell> architectures, double[] values) {}

    @Override
    public void predict(Candidates<Cell> candidates, double[] mean, double[] deviation) {
      for (int i = 0; i < mean.length; i++) {
        Cell cell = candidates.get(i);
        mean[i] = 1000 * cell.size() * SearchStrategyContract.accuracy(cell);
        deviation[i] = 0;
      }
    }
  }

  static SearchStrategy<Cell> completed(
      StrategyOptions options, EconomyOptions economy, StrategyKind kind, long seed) {
    return completed(setup(options, seed), economy, kind);
  }

  static SearchStrategy<Cell> completed(
      StrategySetup<Cell> setup, EconomyOptions economy, StrategyKind kind) {
    StrategySetup<Cell> whole = setup.withEconomy(economy).withEpochs(8);
    return EconomicalSearch.of(NamedStrategies.of(kind).strategy(whole), whole);
  }

  private StrategySetups() {}
}
