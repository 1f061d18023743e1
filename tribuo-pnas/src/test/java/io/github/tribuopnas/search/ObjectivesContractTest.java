package io.github.tribuopnas.search;

import static io.github.tribuopnas.search.StrategySetups.OPTIONS;
import static io.github.tribuopnas.search.StrategySetups.learning;
import static io.github.tribuopnas.search.StrategySetups.ofTwo;
import static io.github.tribuopnas.search.StrategySetups.setup;
import static io.github.tribuopnas.search.StrategySetups.underALimit;
import static io.github.tribuopnas.search.StrategySetups.withSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.StrategySetups.CountedParameters;
import io.github.tribuopnas.search.strategy.FurtherObjective;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.baseline.Nsga2;
import io.github.tribuopnas.search.strategy.baseline.RandomSearch;
import io.github.tribuopnas.search.strategy.baseline.RegularizedEvolution;
import io.github.tribuopnas.search.strategy.baseline.Reinforce;
import io.github.tribuopnas.search.strategy.named.NamedStrategies;
import io.github.tribuopnas.search.strategy.progressive.ProgressiveSearch;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.SearchStrategyContract;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Holds strategies for several objectives, and under limits, to what all promise. */
class ObjectivesContractTest {

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
      return NamedStrategies.of(kind).strategy(underALimit(options, seed));
    }

    @Test
    void nothingOverTheLimitIsAskedAndHowMuchIsTold() {
      List<String> lines = new ArrayList<>();
      SearchStrategy<Cell> strategy =
          NamedStrategies.of(kind).strategy(underALimit(options, 6).withMessages(lines::add));
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
          withSize(
              setup(options, 1),
              Objective.minimize(Metrics.PARAMETERS).withLimit(1),
              FurtherObjective.Role.LIMITED,
              CountedParameters::new);
      double smallest =
          IntStream.range(0, SPACE.initial().size())
              .mapToDouble(i -> 1000 * accuracy(SPACE.initial().get(i)))
              .min()
              .orElseThrow();
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class, () -> NamedStrategies.of(kind).strategy(setup).ask());
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
}
