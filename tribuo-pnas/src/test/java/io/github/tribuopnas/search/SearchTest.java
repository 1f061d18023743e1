package io.github.tribuopnas.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.ProgressiveSearch;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.TwoRungs;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.SearchStrategyContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The loop: its store, its budget, its statuses. */
class SearchTest {

  /** Metrics in an order of its own, from the table that the strategies are tested on. */
  private static class TableExecutor implements TrialExecutor<Cell> {

    private final Random order;
    private final List<TrialKey<Cell>> measured = new ArrayList<>();
    private Predicate<Cell> fails = cell -> false;
    private int limit = Integer.MAX_VALUE;
    private Runnable afterEach = () -> {};
    private Optional<Set<Cell>> kept = Optional.empty();

    TableExecutor(long seed) {
      order = new Random(seed);
    }

    @Override
    public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback)
        throws InterruptedException {
      List<Proposal<Cell>> shuffled = new ArrayList<>(batch);
      Collections.shuffle(shuffled, order);
      for (Proposal<Cell> proposal : shuffled) {
        if (!callback.goesOn()) {
          return;
        }
        if (measured.size() == limit) {
          throw new InterruptedException("the plug was pulled");
        }
        measured.add(proposal.key());
        callback.finished(trial(proposal));
        afterEach.run();
      }
    }

    private Trial<Cell> trial(Proposal<Cell> proposal) {
      Cell cell = proposal.architecture();
      return fails.test(cell)
          ? Trial.failed(proposal, Failure.NAN, "the loss became NaN", Metrics.NONE)
          : Trial.complete(
              proposal,
              Metrics.NONE.with(
                  Metrics.ACCURACY, SearchStrategyContract.accuracyOf(proposal.key())));
    }

    @Override
    public void keepOnly(Set<Cell> architectures) {
      kept = Optional.of(architectures);
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public void close() {}
  }

  private static final int FIRST = 12;
  private static final int BEAM = 7;
  private static final int RUNG = 18;
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
  void aSearchOfTwoFidelitiesStoppedAfterAnyTrialEndsLikeOneThatWasNot()
      throws InterruptedException {
    SearchResult<Cell> whole = search(new TableExecutor(0)).setStrategy(twoRungs()).build().run();
    assertEquals(RUNG + RUNG / 3, whole.trials().size());
    for (int stop = 0; stop < whole.trials().size(); stop++) {
      MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
      TableExecutor first = new TableExecutor(stop);
      first.limit = stop;
      assertThrows(
          InterruptedException.class,
          () -> search(first).setStrategy(twoRungs()).optStore(store).build().run());
      TableExecutor second = new TableExecutor(stop + 100);
      assertEquals(whole, search(second).setStrategy(twoRungs()).optStore(store).build().run());
      assertTrue(Collections.disjoint(first.measured, second.measured));
      assertEquals(whole.trials().size(), first.measured.size() + second.measured.size());
    }
  }

  @Test
  void theWinnerOfTwoFidelitiesIsTheBestInFull() throws InterruptedException {
    SearchResult<Cell> result = search(new TableExecutor(0)).setStrategy(twoRungs()).build().run();
    List<Trial<Cell>> full = result.trials().subList(RUNG, RUNG + RUNG / 3);
    Trial<Cell> best = result.best(List.of(Objective.ACCURACY)).orElseThrow();
    assertEquals(Fidelity.FULL, best.proposal().fidelity());
    assertEquals(
        full.stream().mapToDouble(Objective.ACCURACY::value).max().orElseThrow(),
        Objective.ACCURACY.value(best));
  }

  @Test
  void aStrategyThatAsksAgainAtTheSameOrALowerFidelityIsStopped() {
    for (Fidelity second : List.of(TwoRungs.THIRD, new Fidelity(0.25))) {
      Cell cell = Cell.parse("p:sep3x3+p:sep3x3");
      Iterator<Fidelity> fidelities = List.of(TwoRungs.THIRD, second).iterator();
      SearchStrategy<Cell> strategy =
          new SearchStrategy<>() {
            @Override
            public List<Proposal<Cell>> ask() {
              return List.of(Proposal.unpredicted(cell, 1).withFidelity(fidelities.next()));
            }

            @Override
            public void tell(List<Trial<Cell>> trials) {}
          };
      TableExecutor table = new TableExecutor(0);
      String message =
          assertThrows(
                  IllegalStateException.class, search(table).setStrategy(strategy).build()::run)
              .getMessage();
      assertTrue(message.contains("the strategy broke its contract: it asks for " + cell), message);
      assertEquals(1, table.measured.size());
    }
  }

  /** Levels 1 and 3, each of eight at two epochs and four at four; then the best two at eight. */
  private static SearchStrategy<Cell> halved() {
    StrategySetup<Cell> setup =
        StrategySetup.<Cell>of(
                SearchStrategyContract.SPACE,
                new StrategyOptions().withBeam(8).withFirstLevel(8),
                3)
            .withSurrogate(SearchStrategyContract.FractionSurrogate::new)
            .withEpochs(8)
            .withEconomy(
                new EconomyOptions().withLevels("1,3").withHalving("halving(0.25,0.5,2,2)"));
    return setup.completed(new ProgressiveSearch<>(setup));
  }

  @Test
  void aHalvedSearchStoppedAfterAnyTrialEndsLikeOneThatWasNot() throws InterruptedException {
    SearchResult<Cell> whole = search(new TableExecutor(0)).setStrategy(halved()).build().run();
    int all = 2 * (8 + 4) + 2;
    assertEquals(all, whole.trials().size());
    for (int stop = 0; stop < all; stop++) {
      MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
      TableExecutor first = new TableExecutor(stop);
      first.limit = stop;
      Search<Cell> stopped = search(first).setStrategy(halved()).optStore(store).build();
      assertThrows(InterruptedException.class, stopped::run);
      TableExecutor second = new TableExecutor(stop + 100);
      assertEquals(whole, search(second).setStrategy(halved()).optStore(store).build().run());
      assertEquals(all - stop, second.measured.size());
    }
  }

  /** What the executor is asked to keep as the batches of a search begin, the first ones known. */
  private static List<Set<Cell>> kept(MemoryTrialStore<Cell> store) throws InterruptedException {
    List<Set<Cell>> kept = new ArrayList<>();
    TableExecutor table =
        new TableExecutor(0) {
          @Override
          public void keepOnly(Set<Cell> architectures) {
            kept.add(architectures);
          }
        };
    search(table).setStrategy(halved()).optStore(store).build().run();
    return kept;
  }

  @Test
  void betweenRungsOnlyWhatMayStillWinIsKeptAndNothingIsFreedThatAnOldBatchLeft()
      throws InterruptedException {
    MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
    List<Set<Cell>> kept = kept(store);
    // The second level's eight beside the two that stand, its best four, and the finalists.
    assertEquals(List.of(8, 4, 10, 6, 2, 0), kept.stream().map(Set::size).toList());
    List<List<Proposal<Cell>>> batches = store.batches();
    for (int i = 0; i < batches.size(); i++) {
      assertTrue(
          kept.get(i).containsAll(batches.get(i).stream().map(Proposal::architecture).toList()));
    }

    MemoryTrialStore<Cell> begun = new MemoryTrialStore<>();
    for (int i = 0; i < 3; i++) {
      begun.startBatch(i, batches.get(i));
    }
    Set<TrialKey<Cell>> known =
        batches.subList(0, 3).stream()
            .flatMap(List::stream)
            .map(Proposal::key)
            .collect(Collectors.toSet());
    store.trials().stream().filter(trial -> known.contains(trial.key())).forEach(begun::append);
    assertEquals(kept.subList(3, 6), kept(begun));
  }

  private static TwoRungs<Cell> twoRungs() {
    return new TwoRungs<>(SearchStrategyContract.SPACE, RUNG, 5);
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

  @Test
  void aTrialIsIdentifiedByAllThatItsResultDependsOn() {
    TrialContext settings = new TrialContext("N=2", "20 epochs", "4f2a", 7);
    String id = settings.trialId("p:sep3x3+pp:max3x3", Fidelity.FULL);
    assertEquals("c99d2c4c20db4a326d4b2dd644f571e1", id, "as studies of version 1 have it");
    assertEquals(
        "8ab513e933c045df7fbcef778f66fb7c",
        settings.trialId("p:sep3x3+pp:max3x3", new Fidelity(0.25)));
    assertEquals(
        id,
        new TrialContext("N=2", "20 epochs", "4f2a", 7)
            .trialId("p:sep3x3+pp:max3x3", Fidelity.FULL));
    assertNotEquals(id, settings.trialId("p:sep3x3+pp:sep3x3", Fidelity.FULL));
    assertNotEquals(
        id,
        new TrialContext("N=3", "20 epochs", "4f2a", 7)
            .trialId("p:sep3x3+pp:max3x3", Fidelity.FULL));
    assertNotEquals(
        id,
        new TrialContext("N=2", "21 epochs", "4f2a", 7)
            .trialId("p:sep3x3+pp:max3x3", Fidelity.FULL));
    assertNotEquals(
        id,
        new TrialContext("N=2", "20 epochs", "4f2b", 7)
            .trialId("p:sep3x3+pp:max3x3", Fidelity.FULL));
    assertNotEquals(
        id,
        new TrialContext("N=2", "20 epochs", "4f2a", 8)
            .trialId("p:sep3x3+pp:max3x3", Fidelity.FULL));
    assertFalse(
        new TrialContext("N=2x", "y", "", 7)
            .trialId("z", Fidelity.FULL)
            .equals(new TrialContext("N=2", "xy", "", 7).trialId("z", Fidelity.FULL)));
  }
}
