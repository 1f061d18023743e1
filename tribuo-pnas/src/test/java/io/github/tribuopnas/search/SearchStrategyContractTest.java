package io.github.tribuopnas.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.FurtherObjective;
import io.github.tribuopnas.search.strategy.Nsga2;
import io.github.tribuopnas.search.strategy.ProgressiveSearch;
import io.github.tribuopnas.search.strategy.RandomSearch;
import io.github.tribuopnas.search.strategy.RegularizedEvolution;
import io.github.tribuopnas.search.strategy.Reinforce;
import io.github.tribuopnas.search.strategy.Sampling;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.TwoRungs;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.SearchStrategyContract;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Holds each strategy to what all promise. */
class SearchStrategyContractTest {

  /** A first level and two beams are as many trials as the suite asks for. */
  private static final StrategyOptions OPTIONS =
      new StrategyOptions()
          .withFirstLevel(12)
          .withBeam(7)
          .withPopulation(8)
          .withControllerUnits(10)
          .withControllerRate(0.01);

  private static StrategySetup<Cell> setup(StrategyOptions options, long seed) {
    return StrategySetup.of(SearchStrategyContract.SPACE, options, seed)
        .withSurrogate(SearchStrategyContract.FractionSurrogate::new);
  }

  @Nested
  class Progressive extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(setup(OPTIONS, seed));
    }
  }

  @Nested
  class ProgressiveRefitted extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(setup(OPTIONS.withRefitEvery(3), seed));
    }
  }

  @Nested
  class ProgressiveByUpperConfidence extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(setup(OPTIONS.withAcquisition("ucb"), seed));
    }
  }

  @Nested
  class ProgressiveByThompson extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(
          setup(OPTIONS.withRefitEvery(2).withAcquisition("thompson"), seed));
    }
  }

  @Nested
  class ProgressiveByBudgetExploring extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(
          setup(OPTIONS.withBeam(4).withRefitEvery(5).withExploration(0.4), seed)
              .withBudget(TRIALS));
    }
  }

  @Nested
  class Random extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new RandomSearch<>(setup(OPTIONS.withRefitEvery(4), seed));
    }
  }

  @Nested
  class Evolution extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new RegularizedEvolution<>(setup(OPTIONS.withRefitEvery(2), seed));
    }
  }

  /** Of the accuracy, and of a size. */
  private static StrategySetup<Cell> ofTwo(StrategyOptions options, long seed) {
    return setup(options, seed)
        .withFurther(
            List.of(
                new FurtherObjective<>(
                    Objective.minimize(Metrics.PARAMETERS),
                    FurtherObjective.Role.SOUGHT,
                    SearchStrategyContract.FractionSurrogate::new)));
  }

  @Nested
  class ProgressiveForTwoObjectives extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(ofTwo(OPTIONS.withRefitEvery(3), seed));
    }
  }

  @Nested
  class ProgressiveForTwoObjectivesExploring extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(ofTwo(OPTIONS.withExploration(0.4), seed));
    }
  }

  @Nested
  class NonDominatedSorting extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new Nsga2<>(ofTwo(OPTIONS.withRefitEvery(2), seed));
    }
  }

  @Nested
  class NonDominatedSortingByGenerations extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new Nsga2<>(ofTwo(OPTIONS, seed));
    }
  }

  @Nested
  class NonDominatedSortingOfOneObjective extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new Nsga2<>(setup(OPTIONS.withRefitEvery(1), seed));
    }
  }

  @Nested
  class Reinforcement extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new Reinforce<>(setup(OPTIONS.withRefitEvery(1), seed));
    }
  }

  @Nested
  class ReinforcementInBatches extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new Reinforce<>(setup(OPTIONS.withRefitEvery(4), seed));
    }
  }

  /** Alternates predictions and spread, leaves a level out, and deals its trials. */
  @Nested
  class ProgressiveSkipping extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(
          setup(OPTIONS, seed)
              .withEconomy(
                  new EconomyOptions()
                      .withLevels("1,3")
                      .withTrials(TRIALS)
                      .withSampling(Sampling.SPREAD)));
    }
  }

  @Nested
  class ProgressiveWithoutOneBlock extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(
          setup(OPTIONS, seed)
              .withEconomy(new EconomyOptions().withLevels("2,3").withTrials(TRIALS)));
    }
  }

  private static SearchStrategy<Cell> completed(
      StrategyOptions options, EconomyOptions economy, StrategyKind kind, long seed) {
    return completed(setup(options, seed), economy, kind);
  }

  private static SearchStrategy<Cell> completed(
      StrategySetup<Cell> setup, EconomyOptions economy, StrategyKind kind) {
    StrategySetup<Cell> whole = setup.withEconomy(economy).withEpochs(8);
    return whole.completed(kind.strategy(whole));
  }

  /** Of the accuracy and of a size, which is counted and has a limit that leaves many out. */
  private static StrategySetup<Cell> underALimit(StrategyOptions options, long seed) {
    return setup(options, seed)
        .withFurther(
            List.of(
                new FurtherObjective<>(
                    Objective.minimize(Metrics.PARAMETERS).withLimit(1200),
                    FurtherObjective.Role.LIMITED,
                    CountedParameters::new)));
  }

  /** What the suite gives each trial. */
  private static final class CountedParameters implements Surrogate<Cell> {
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

  /** Holds a strategy under a limit to its promises, and to the limit. */
  abstract static class UnderALimit extends SearchStrategyContract {

    private final StrategyKind kind;
    private final StrategyOptions options;

    UnderALimit(StrategyKind kind, StrategyOptions options) {
      this.kind = kind;
      this.options = options;
    }

    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return kind.strategy(underALimit(options, seed));
    }

    @Test
    void nothingOverTheLimitIsAskedAndHowMuchIsTold() {
      List<String> lines = new ArrayList<>();
      SearchStrategy<Cell> strategy =
          kind.strategy(underALimit(options, 6).withMessages(lines::add));
      int asked = 0;
      for (List<Proposal<Cell>> b = strategy.ask(); !b.isEmpty(); b = strategy.ask()) {
        asked += b.size();
        for (Proposal<Cell> proposal : b) {
          Cell cell = proposal.architecture();
          assertTrue(1000 * cell.size() * accuracy(cell) <= 1200, cell.toString());
        }
        strategy.tell(
            b.stream()
                .map(
                    proposal ->
                        Trial.complete(
                            proposal,
                            Metrics.NONE
                                .with(Metrics.ACCURACY, accuracyOf(proposal.key()))
                                .with(
                                    Metrics.PARAMETERS,
                                    1000
                                        * proposal.architecture().size()
                                        * accuracy(proposal.architecture()))))
                .toList());
      }
      assertEquals(TRIALS, asked);
      assertTrue(
          lines.stream()
              .anyMatch(
                  line ->
                      line.matches(
                          ".*of \\d+ cells .*[1-9]\\d* would break a limit and are not trained:"
                              + " [1-9]\\d* by parameters")),
          lines.toString());
    }

    @Test
    void aLimitThatNothingKeepsIsToldWithTheSmallestValueOfTheFirstLevel() {
      StrategySetup<Cell> setup =
          setup(options, 1)
              .withFurther(
                  List.of(
                      new FurtherObjective<>(
                          Objective.minimize(Metrics.PARAMETERS).withLimit(1),
                          FurtherObjective.Role.LIMITED,
                          CountedParameters::new)));
      double smallest =
          IntStream.range(0, SPACE.initial().size())
              .mapToDouble(i -> 1000 * accuracy(SPACE.initial().get(i)))
              .min()
              .orElseThrow();
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> kind.strategy(setup).ask());
      assertTrue(
          refusal.getMessage().startsWith("no cell of the first level is within the limit of")
              && refusal.getMessage().contains(" has " + smallest + ";"),
          refusal.getMessage());
    }
  }

  @Nested
  class ProgressiveUnderALimit extends UnderALimit {
    ProgressiveUnderALimit() {
      super(StrategyKind.PNAS, OPTIONS.withRefitEvery(3));
    }
  }

  @Nested
  class RandomUnderALimit extends UnderALimit {
    RandomUnderALimit() {
      super(StrategyKind.RANDOM, OPTIONS.withRefitEvery(4));
    }
  }

  @Nested
  class EvolutionUnderALimit extends UnderALimit {
    EvolutionUnderALimit() {
      super(StrategyKind.EVOLUTION, OPTIONS.withRefitEvery(2));
    }
  }

  @Nested
  class NonDominatedSortingUnderALimit extends UnderALimit {
    NonDominatedSortingUnderALimit() {
      super(StrategyKind.NSGA2, OPTIONS.withRefitEvery(2));
    }
  }

  @Nested
  class ReinforcementUnderALimit extends UnderALimit {
    ReinforcementUnderALimit() {
      super(StrategyKind.REINFORCE, OPTIONS.withRefitEvery(4));
    }
  }

  /** The sizes are learned, so that the limit counts once enough was measured. */
  private static StrategySetup<Cell> learning(StrategyOptions options, long seed) {
    return setup(options, seed)
        .withFurther(
            List.of(
                new FurtherObjective<>(
                    Objective.minimize(Metrics.PARAMETERS).withLimit(1500),
                    FurtherObjective.Role.SOUGHT,
                    SearchStrategyContract.FractionSurrogate::new)));
  }

  @Nested
  class RandomWithALearnedLimit extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new RandomSearch<>(learning(OPTIONS.withRefitEvery(4), seed));
    }
  }

  @Nested
  class EvolutionWithALearnedLimit extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new RegularizedEvolution<>(learning(OPTIONS.withRefitEvery(2), seed));
    }
  }

  @Nested
  class NonDominatedSortingWithALearnedLimit extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new Nsga2<>(learning(OPTIONS.withRefitEvery(2), seed));
    }
  }

  @Nested
  class RandomForTwoObjectives extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new RandomSearch<>(ofTwo(OPTIONS.withRefitEvery(4), seed));
    }
  }

  @Nested
  class EvolutionForTwoObjectives extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new RegularizedEvolution<>(ofTwo(OPTIONS.withRefitEvery(2), seed));
    }
  }

  @Nested
  class ReinforcementForTwoObjectives extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new Reinforce<>(ofTwo(OPTIONS.withRefitEvery(4), seed));
    }
  }

  @Nested
  class ProgressiveForTwoObjectivesHalved extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          ofTwo(OPTIONS.withFirstLevel(5).withBeam(5), seed),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)"),
          StrategyKind.PNAS);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }

  @Nested
  class NonDominatedSortingWithALastRung extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          underALimit(OPTIONS.withFirstLevel(10).withRefitEvery(2), seed),
          new EconomyOptions().withLastRung("longer(2,3)"),
          StrategyKind.NSGA2);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }

  /** At each level five at two epochs and three at four; then the best two of all at eight. */
  @Nested
  class ProgressiveHalved extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(5).withBeam(5),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)"),
          StrategyKind.PNAS,
          seed);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }

  /** Sixteen at two epochs, eight at four, two at eight. */
  @Nested
  class RandomHalved extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(6).withBeam(5),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)"),
          StrategyKind.RANDOM,
          seed);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }

  /** The next three are asked as soon as no more than four are open. */
  @Nested
  class ProgressiveAhead extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(setup(OPTIONS.withRefitEvery(3).withAhead(4), seed));
    }
  }

  @Nested
  class ProgressiveAheadSkipping extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new ProgressiveSearch<>(
          setup(OPTIONS.withRefitEvery(6).withAhead(8), seed)
              .withEconomy(new EconomyOptions().withLevels("1,3").withTrials(TRIALS)));
    }
  }

  @Nested
  class RandomAhead extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return new RandomSearch<>(setup(OPTIONS.withRefitEvery(4).withAhead(9), seed));
    }
  }

  /** Races of three: each three at two epochs, two at four; the best two of all at eight. */
  @Nested
  class ProgressiveHalvedAhead extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(3).withBeam(6).withRefitEvery(3).withAhead(6),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,1)"),
          StrategyKind.PNAS,
          seed);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }

  @Nested
  class RandomHalvedAheadWithACrossedRung extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(5).withBeam(5).withRefitEvery(4).withAhead(8),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)").withLastRung("crossed(1,3)"),
          StrategyKind.RANDOM,
          seed);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }

  @Nested
  class ProgressiveWithALastRung extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(10),
          new EconomyOptions().withLastRung("longer(2,3)"),
          StrategyKind.PNAS,
          seed);
    }
  }

  /** Four, then twice six and three; the best two of all in full, and the same two crossed. */
  @Nested
  class ProgressiveHalvedWithACrossedRung extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return completed(
          OPTIONS.withFirstLevel(4).withBeam(6),
          new EconomyOptions().withHalving("halving(0.25,0.5,2,2)").withLastRung("crossed(2,3)"),
          StrategyKind.PNAS,
          seed);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }

  /** Asks again at a higher fidelity. */
  @Nested
  class TwoFidelities extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      // So many that with a third of them in full it is the budget.
      return new TwoRungs<>(SPACE, 20, seed);
    }

    @Override
    protected boolean asksAsOftenWhenTrialsFail() {
      return false;
    }
  }
}
