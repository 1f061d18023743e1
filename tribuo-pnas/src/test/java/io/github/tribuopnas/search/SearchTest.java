package io.github.tribuopnas.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.progressive.ProgressiveSearch;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.SearchStrategyContract;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The loop: its store, its budget, its statuses. */
class SearchTest {

  private static final int FIRST = 12;
  private static final int BEAM = 7;
  private static final int ALL = FIRST + 2 * BEAM;

  private static ProgressiveSearch<Cell> strategy(long seed) {
    return new ProgressiveSearch<>(
        StrategySetup.<Cell>of(
                SearchStrategyContract.SPACE,
                new StrategyOptions().withBeam(BEAM).withFirstLevel(FIRST),
                seed)
            .withSurrogate(SearchStrategyContract.FractionSurrogate::new));
  }

  private static Search.Builder<Cell> search(TrialExecutor<Cell> executor) {
    return Search.<Cell>builder().setStrategy(strategy(3)).setExecutor(executor);
  }

  @Test
  void aSearchStoppedAfterAnyTrialEndsLikeOneThatWasNot() throws InterruptedException {
    SearchResult<Cell> whole = search(new TableExecutor(0)).build().run();
    assertEquals(ALL, whole.trials().size());
    for (int stop = 0; stop < ALL; stop++) {
      MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
      TableExecutor first = new TableExecutor(stop);
      first.limit = stop;
      assertThrows(InterruptedException.class, () -> search(first).optStore(store).build().run());
      TableExecutor second = new TableExecutor(stop + 100);
      assertEquals(whole, search(second).optStore(store).build().run());
      assertEquals(ALL - stop, second.measured.size());
      assertTrue(Collections.disjoint(first.measured, second.measured));
      assertEquals(ALL, store.trials().size());
    }
  }

  @Test
  void aStoreOfAnotherSearchIsRefused() throws InterruptedException {
    MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
    search(new TableExecutor(0)).optStore(store).build().run();
    Search<Cell> other =
        search(new TableExecutor(0)).setStrategy(strategy(4)).optStore(store).build();
    TrialStoreException refusal = assertThrows(TrialStoreException.class, other::run);
    assertTrue(refusal.getMessage().contains("holds another search"), refusal.getMessage());
  }

  @Test
  void aBudgetOfTrialsTakesTheFirstAskedAndNamesTheRest() throws InterruptedException {
    SearchResult<Cell> whole = search(new TableExecutor(0)).build().run();
    MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
    Budget budget = Budget.UNLIMITED.withTrials(FIRST + 3);
    SearchResult<Cell> some =
        search(new TableExecutor(5)).optStore(store).optBudget(budget).build().run();
    assertEquals(whole.trials().subList(0, FIRST + 3), some.trials());
    assertEquals(
        whole.trials().subList(FIRST + 3, FIRST + BEAM).stream().map(Trial::proposal).toList(),
        some.undone());
    String reason = some.earlyEnd().orElseThrow();
    assertTrue(reason.contains("budget of 15 trials"), reason);
    assertTrue(reason.contains("4 of the 7 asked last, at level 2"), reason);

    TableExecutor rest = new TableExecutor(6);
    assertEquals(whole, search(rest).optStore(store).build().run());
    assertEquals(ALL - FIRST - 3, rest.measured.size());
  }

  @Test
  void checkpointsGoWithASearchThatIsOverAndStayWithOneThatMayGoOn() throws InterruptedException {
    TableExecutor whole = new TableExecutor(0);
    search(whole).build().run();
    assertEquals(Optional.of(Set.of()), whole.kept);
    TableExecutor some = new TableExecutor(0);
    search(some).optBudget(Budget.UNLIMITED.withTrials(ALL - 1)).build().run();
    assertEquals(Optional.empty(), some.kept);
  }

  @Test
  void aBudgetOfAsManyTrialsAsTheSearchHasLeavesNothingUndone() throws InterruptedException {
    SearchResult<Cell> result =
        search(new TableExecutor(0)).optBudget(Budget.UNLIMITED.withTrials(ALL)).build().run();
    assertEquals(List.of(), result.undone());
    assertTrue(result.earlyEnd().isEmpty());
  }

  @Test
  void whenTheTimeIsOverNoTrialIsStarted() throws InterruptedException {
    // A clock that starts just below the largest number and passes it after four trials.
    long[] now = {Long.MAX_VALUE - Duration.ofSeconds(40).toNanos()};
    TableExecutor executor = new TableExecutor(0);
    executor.afterEach = () -> now[0] += Duration.ofSeconds(10).toNanos();
    SearchResult<Cell> result =
        search(executor)
            .optNanoTime(() -> now[0])
            .optBudget(Budget.UNLIMITED.withTime(Duration.ofSeconds(95)))
            .build()
            .run();
    assertEquals(10, result.trials().size());
    assertEquals(FIRST - 10, result.undone().size());
    String reason = result.earlyEnd().orElseThrow();
    assertTrue(reason.contains("PT1M35S is over; left undone: 2 of the 12"), reason);
  }

  @Test
  void threeFailuresInARowStopTheSearchWithTheirReasonsWhateverTheOrder() {
    List<Cell> asked = strategy(3).ask().stream().map(Proposal::architecture).toList();
    for (int seed = 0; seed < 20; seed++) {
      TableExecutor executor = new TableExecutor(seed);
      executor.fails = cell -> asked.indexOf(cell) >= 4 && asked.indexOf(cell) <= 6;
      FailuresInARowException stop =
          assertThrows(
              FailuresInARowException.class,
              search(executor).optBudget(Budget.UNLIMITED.withFailuresInARow(3)).build()::run);
      assertTrue(stop.getMessage().startsWith("3 trials failed in a row"), stop.getMessage());
      assertTrue(
          stop.getMessage().contains(asked.get(4) + ": NAN, the loss became NaN"),
          stop.getMessage());
    }
  }

  @Test
  void failuresThatAreNotInARowDoNotStopTheSearch() throws InterruptedException {
    List<Cell> asked = strategy(3).ask().stream().map(Proposal::architecture).toList();
    TableExecutor executor = new TableExecutor(1);
    executor.fails = cell -> asked.contains(cell) && asked.indexOf(cell) % 3 > 0;
    SearchResult<Cell> result =
        search(executor).optBudget(Budget.UNLIMITED.withFailuresInARow(3)).build().run();
    assertEquals(8, result.trials().stream().filter(trial -> !trial.isComplete()).count());
    assertEquals(ALL, result.trials().size());
  }

  @Test
  void failedTrialsAreTriedAgainOnlyOnRequest() throws InterruptedException {
    MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
    TableExecutor broken = new TableExecutor(1);
    broken.fails = cell -> true;
    SearchResult<Cell> failed = search(broken).optStore(store).build().run();
    assertTrue(failed.best(List.of(Objective.ACCURACY)).isEmpty());

    TableExecutor idle = new TableExecutor(1);
    search(idle).optStore(store).build().run();
    assertEquals(List.of(), idle.measured);

    SearchResult<Cell> whole = search(new TableExecutor(0)).build().run();
    SearchResult<Cell> again =
        search(new TableExecutor(2)).optStore(store).optRetryFailed().build().run();
    assertEquals(whole, again);
    assertEquals(2, store.trials().get(0).run().attempt());
  }

  @Test
  void aResultThatComesTwiceCountsOnce() throws InterruptedException {
    TableExecutor table = new TableExecutor(0);
    TrialExecutor<Cell> stuttering =
        new TrialExecutor<>() {
          @Override
          public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback)
              throws InterruptedException {
            table.execute(
                batch,
                trial -> {
                  callback.finished(trial);
                  callback.finished(Trial.failed(trial.proposal(), "late", Metrics.NONE));
                });
          }

          @Override
          public int workers() {
            return 1;
          }

          @Override
          public void close() {}
        };
    assertEquals(search(new TableExecutor(0)).build().run(), search(stuttering).build().run());
  }

  @Test
  void aCompleteTrialWithoutTheMetricOfAnObjectiveEndsTheSearch() {
    Search<Cell> search =
        search(new TableExecutor(0))
            .optObjectives(List.of(Objective.ACCURACY, Objective.minimize("latency")))
            .build();
    String message = assertThrows(IllegalStateException.class, search::run).getMessage();
    assertTrue(message.contains("has no finite 'latency', which the search optimizes"), message);
    assertTrue(message.contains("it has {accuracy="), message);
  }

  @Test
  void aStoredTrialWithoutTheMetricOfAnObjectiveIsSeenToo() throws InterruptedException {
    MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
    search(new TableExecutor(0)).optStore(store).build().run();
    Search<Cell> search =
        search(new TableExecutor(0))
            .optStore(store)
            .optObjectives(List.of(Objective.maximize("loss")))
            .build();
    String message = assertThrows(IllegalStateException.class, search::run).getMessage();
    assertTrue(message.contains("'loss'"), message);
  }

  @Test
  void aSearchWithoutObjectivesIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> search(new TableExecutor(0)).optObjectives(List.of()));
  }
}
