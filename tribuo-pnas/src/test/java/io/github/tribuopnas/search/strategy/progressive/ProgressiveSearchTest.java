package io.github.tribuopnas.search.strategy.progressive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.Search;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.strategy.Acquisition;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.testing.SearchStrategyContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ProgressiveSearchTest {

  private static final CellSpace SPACE = SearchStrategyContract.SPACE;

  private static StrategySetup<Cell> setup(CellSpace space, StrategyOptions options) {
    return StrategySetup.of(space, options, 1)
        .withSurrogate(SearchStrategyContract.FractionSurrogate::new);
  }

  private static StrategySetup<Cell> setup(int beam) {
    return setup(SPACE, new StrategyOptions().withBeam(beam));
  }

  /** Metrics by the table, in reverse, as a slow first trial would have it. */
  private static TrialExecutor<Cell> executor(Predicate<Cell> fails, List<Cell> measured) {
    return new TrialExecutor<>() {
      @Override
      public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback) {
        for (int i = batch.size() - 1; i >= 0; i--) {
          Cell cell = batch.get(i).architecture();
          measured.add(cell);
          callback.finished(
              fails.test(cell)
                  ? Trial.failed(batch.get(i), "out of memory", Metrics.NONE)
                  : Trial.complete(
                      batch.get(i),
                      Metrics.NONE.with(Metrics.ACCURACY, SearchStrategyContract.accuracy(cell))));
        }
      }

      @Override
      public int workers() {
        return 1;
      }

      @Override
      public void close() {}
    };
  }

  private static SearchResult<Cell> run(
      SearchStrategy<Cell> strategy, Predicate<Cell> fails, List<Cell> measured)
      throws InterruptedException {
    return Search.<Cell>builder()
        .setStrategy(strategy)
        .setExecutor(executor(fails, measured))
        .build()
        .run();
  }

  /** Algorithm 1 written down once more, by sorting. */
  @Test
  void everyLevelIsTheTopOfTheChildrenOfTheLevelBefore() throws InterruptedException {
    SearchResult<Cell> result =
        run(new ProgressiveSearch<>(setup(5)), cell -> false, new ArrayList<>());
    Candidates<Cell> initial = SPACE.initial();
    List<Cell> expected = new ArrayList<>();
    for (int i = 0; i < initial.size(); i++) {
      expected.add(initial.get(i));
    }
    assertEquals(21, expected.size());
    List<Cell> parents = List.copyOf(expected);
    for (int level = 2; level <= 3; level++) {
      Candidates<Cell> children = SPACE.expand(parents);
      List<Cell> sorted = new ArrayList<>();
      for (int i = 0; i < children.size(); i++) {
        sorted.add(children.get(i));
      }
      // The surrogate rises with the accuracy; List.sort is stable, so ties keep the space's order.
      sorted.sort(Comparator.comparingDouble(SearchStrategyContract::accuracy).reversed());
      parents = List.copyOf(sorted.subList(0, 5));
      expected.addAll(parents);
    }
    assertEquals(expected, result.trials().stream().map(Trial::architecture).toList());
    assertEquals(
        parents.get(0), result.best(List.of(Objective.ACCURACY)).orElseThrow().architecture());
    assertEquals(Optional.empty(), result.earlyEnd());
  }

  @Test
  void aBeamWiderThanTheLevelTakesAllOfIt() throws InterruptedException {
    CellSpace two = CellSpace.builder().setBlocks(2).optOperations(SPACE.operations()).build();
    SearchResult<Cell> result =
        run(
            new ProgressiveSearch<>(setup(two, new StrategyOptions().withBeam(10_000))),
            cell -> false,
            new ArrayList<>());
    assertEquals(21 + 735, result.trials().size());
  }

  @Test
  void aLevelThatFailsWholeEndsTheSearchWithTheBestOfTheLevelBefore() throws InterruptedException {
    SearchResult<Cell> result =
        run(new ProgressiveSearch<>(setup(5)), cell -> cell.size() == 2, new ArrayList<>());
    assertEquals(26, result.trials().size());
    assertEquals(1, result.best(List.of(Objective.ACCURACY)).orElseThrow().proposal().level());
    assertTrue(result.earlyEnd().orElseThrow().contains("all 5 trials of level 2 failed"));
    assertTrue(result.earlyEnd().orElseThrow().contains("out of memory"));
  }

  @Test
  void childrenOfFailedTrialsAreNotTried() throws InterruptedException {
    Cell failed = Cell.parse("p:sep3x3+p:sep3x3");
    List<Cell> measured = new ArrayList<>();
    run(new ProgressiveSearch<>(setup(100)), failed::equals, measured);
    List<Cell> parents = measured.stream().filter(c -> c.size() == 1).toList();
    List<Cell> rest = parents.stream().filter(c -> !c.equals(failed)).toList();
    Candidates<Cell> allowed = SPACE.expand(rest.stream().sorted().toList());
    List<Cell> children = new ArrayList<>();
    for (int i = 0; i < allowed.size(); i++) {
      children.add(allowed.get(i));
    }
    measured.stream().filter(c -> c.size() == 2).forEach(c -> assertTrue(children.contains(c)));
  }

  @Test
  void eachChildNamesTheBestOfTheArchitecturesThatItGrewFrom() throws InterruptedException {
    SearchResult<Cell> result =
        run(new ProgressiveSearch<>(setup(5)), cell -> false, new ArrayList<>());
    for (int level = 2; level <= 3; level++) {
      int own = level;
      List<Trial<Cell>> below =
          Ranking.of(
              result.trials().stream().filter(t -> t.proposal().level() == own - 1).toList(),
              List.of(Objective.ACCURACY));
      for (Trial<Cell> trial : result.trials()) {
        if (trial.proposal().level() == level) {
          Cell expected =
              below.stream()
                  .map(Trial::architecture)
                  .filter(parent -> children(parent).contains(trial.architecture()))
                  .findFirst()
                  .orElseThrow();
          assertEquals(Optional.of(expected), trial.proposal().parent());
        }
      }
    }
    assertTrue(
        result.trials().stream()
            .filter(trial -> trial.proposal().level() == 1)
            .allMatch(trial -> trial.proposal().parent().isEmpty()));
  }

  private static Set<Cell> children(Cell parent) {
    Candidates<Cell> candidates = SPACE.expand(List.of(parent));
    Set<Cell> children = new HashSet<>();
    for (int i = 0; i < candidates.size(); i++) {
      children.add(candidates.get(i));
    }
    return children;
  }

  @Test
  void aMinimizedMetricIsSearchedLikeTheMaximizedOneOfTheOtherSign() throws InterruptedException {
    List<Cell> most = new ArrayList<>();
    List<Cell> least = new ArrayList<>();
    StrategySetup<Cell> setup = setup(5).withAcquisition(Acquisition.upperConfidence(1));
    run(new ProgressiveSearch<>(setup), cell -> false, most);
    ProgressiveSearch<Cell> minimizing =
        new ProgressiveSearch<>(
            setup
                .withSurrogate(() -> new Negated(new SearchStrategyContract.FractionSurrogate()))
                .withObjective(Objective.minimize("loss")));
    for (List<Proposal<Cell>> b = minimizing.ask(); !b.isEmpty(); b = minimizing.ask()) {
      List<Cell> asked = new ArrayList<>(b.stream().map(Proposal::architecture).toList());
      Collections.reverse(asked);
      least.addAll(asked);
      minimizing.tell(
          b.stream()
              .map(
                  proposal ->
                      Trial.complete(
                          proposal,
                          Metrics.NONE.with(
                              "loss", -SearchStrategyContract.accuracy(proposal.architecture()))))
              .toList());
    }
    assertEquals(most, least);
  }

  /** Predicts the negative of what another predicts of the negated values. */
  private record Negated(Surrogate<Cell> surrogate) implements Surrogate<Cell> {

    @Override
    public void fit(List<Cell> architectures, double[] values) {
      surrogate.fit(architectures, Arrays.stream(values).map(value -> -value).toArray());
    }

    @Override
    public void predict(Candidates<Cell> candidates, double[] mean, double[] standardDeviation) {
      surrogate.predict(candidates, mean, standardDeviation);
      Arrays.setAll(mean, i -> -mean[i]);
    }
  }

  @Test
  void theLastLevelTakesWhatIsLeftOfTheBudget() throws InterruptedException {
    SearchResult<Cell> result =
        run(new ProgressiveSearch<>(setup(5).withBudget(60)), cell -> false, new ArrayList<>());
    List<Integer> sizes = result.trials().stream().map(t -> t.architecture().size()).toList();
    assertEquals(21, Collections.frequency(sizes, 1));
    assertEquals(5, Collections.frequency(sizes, 2));
    assertEquals(34, Collections.frequency(sizes, 3));
  }

  @Test
  void aBudgetThatEndsWithinALevelEndsTheSearch() throws InterruptedException {
    for (int budget : new int[] {4, 21, 23}) {
      SearchResult<Cell> result =
          run(
              new ProgressiveSearch<>(setup(5).withBudget(budget)),
              cell -> false,
              new ArrayList<>());
      assertEquals(budget, result.trials().size());
      assertEquals(Optional.empty(), result.earlyEnd());
    }
  }

  /** A tenth of a beam of ten is one place. */
  @Test
  void explorationMeasuresTheBestWithAnOperationThatTheBeamNeglects() throws InterruptedException {
    CellSpace two = CellSpace.builder().setBlocks(2).optOperations(SPACE.operations()).build();
    StrategyOptions ten = new StrategyOptions().withBeam(10);
    List<Cell> plain = new ArrayList<>();
    run(new ProgressiveSearch<>(setup(two, ten)), cell -> false, plain);
    List<Cell> exploring = new ArrayList<>();
    run(new ProgressiveSearch<>(setup(two, ten.withExploration(0.1))), cell -> false, exploring);
    Set<Cell> added = new HashSet<>(exploring);
    plain.forEach(added::remove);
    assertEquals(1, added.size());
    Cell cell = added.iterator().next();
    long used = 0;
    for (Cell other : plain) {
      used |= other.size() == 2 && exploring.contains(other) ? two.parts(other) : 0;
    }
    assertTrue((two.parts(cell) & ~used) != 0, cell + " brings nothing new to " + exploring);
  }

  @Test
  void aShareOfExplorationOutsideZeroToOneIsRefused() {
    assertThrows(PropertyException.class, () -> new StrategyOptions().withExploration(1.1));
    assertThrows(PropertyException.class, () -> new StrategyOptions().withExploration(Double.NaN));
  }

  @Test
  void aFirstLevelTooSmallForTheSurrogateIsRefused() {
    Surrogate<Cell> needsFive =
        new Surrogate<>() {
          @Override
          public int minimumTrials() {
            return 5;
          }

          @Override
          public void fit(List<Cell> architectures, double[] accuracies) {}

          @Override
          public void predict(
              Candidates<Cell> candidates, double[] mean, double[] standardDeviation) {}
        };
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new ProgressiveSearch<>(
                    setup(SPACE, new StrategyOptions().withBeam(5).withFirstLevel(4))
                        .withSurrogate(() -> needsFive)));
    assertTrue(e.getMessage().contains("needs 5"), e.getMessage());
  }

  @Test
  void theTopIsThatOfASortWithTiesByPlace() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 200; round++) {
      int size = random.nextInt(1, 60);
      double[] score = random.ints(size, 0, 9).asDoubleStream().toArray();
      int limit = random.nextInt(1, 20);
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        if (i % 5 != 0) {
          order.add(i);
        }
      }
      order.sort(Comparator.comparingDouble((Integer i) -> score[i]).reversed());
      int[] expected = order.stream().limit(limit).mapToInt(i -> i).toArray();
      assertArrayEquals(expected, TopCandidates.find(score, limit, i -> i % 5 != 0));
    }
  }
}
