package io.github.tribuopnas.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.baseline.TwoRungs;
import io.github.tribuopnas.search.strategy.economy.EconomicalSearch;
import io.github.tribuopnas.search.strategy.progressive.ProgressiveSearch;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.SearchStrategyContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The loop with strategies that train architectures at several fidelities. */
class SearchFidelitiesTest {

  private static final int RUNG = 18;

  private static Search.Builder<Cell> search(
      TrialExecutor<Cell> executor, SearchStrategy<Cell> strategy) {
    return Search.<Cell>builder().setStrategy(strategy).setExecutor(executor);
  }

  private static TwoRungs<Cell> twoRungs() {
    return new TwoRungs<>(SearchStrategyContract.SPACE, RUNG, 5);
  }

  @Test
  void aSearchOfTwoFidelitiesStoppedAfterAnyTrialEndsLikeOneThatWasNot()
      throws InterruptedException {
    SearchResult<Cell> whole = search(new TableExecutor(0), twoRungs()).build().run();
    assertEquals(RUNG + RUNG / 3, whole.trials().size());
    for (int stop = 0; stop < whole.trials().size(); stop++) {
      MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
      TableExecutor first = new TableExecutor(stop);
      first.limit = stop;
      assertThrows(
          InterruptedException.class,
          () -> search(first, twoRungs()).optStore(store).build().run());
      TableExecutor second = new TableExecutor(stop + 100);
      assertEquals(whole, search(second, twoRungs()).optStore(store).build().run());
      assertTrue(Collections.disjoint(first.measured, second.measured));
      assertEquals(whole.trials().size(), first.measured.size() + second.measured.size());
    }
  }

  @Test
  void theWinnerOfTwoFidelitiesIsTheBestInFull() throws InterruptedException {
    SearchResult<Cell> result = search(new TableExecutor(0), twoRungs()).build().run();
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
          assertThrows(IllegalStateException.class, search(table, strategy).build()::run)
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
    return EconomicalSearch.of(new ProgressiveSearch<>(setup), setup);
  }

  @Test
  void aHalvedSearchStoppedAfterAnyTrialEndsLikeOneThatWasNot() throws InterruptedException {
    SearchResult<Cell> whole = search(new TableExecutor(0), halved()).build().run();
    int all = 2 * (8 + 4) + 2;
    assertEquals(all, whole.trials().size());
    for (int stop = 0; stop < all; stop++) {
      MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
      TableExecutor first = new TableExecutor(stop);
      first.limit = stop;
      Search<Cell> stopped = search(first, halved()).optStore(store).build();
      assertThrows(InterruptedException.class, stopped::run);
      TableExecutor second = new TableExecutor(stop + 100);
      assertEquals(whole, search(second, halved()).optStore(store).build().run());
      assertEquals(all - stop, second.measured.size());
    }
  }

  /** Races of four, of which up to eight cells may be open when the next race begins. */
  private static SearchStrategy<Cell> ahead() {
    StrategySetup<Cell> setup =
        StrategySetup.<Cell>of(
                SearchStrategyContract.SPACE,
                new StrategyOptions().withBeam(8).withFirstLevel(12).withRefitEvery(4).withAhead(8),
                3)
            .withSurrogate(SearchStrategyContract.FractionSurrogate::new)
            .withEpochs(8)
            .withEconomy(
                new EconomyOptions().withLevels("1,2").withHalving("halving(0.25,0.5,2,2)"));
    return EconomicalSearch.of(new ProgressiveSearch<>(setup), setup);
  }

  @Test
  void aSearchThatAsksAheadIsTheSameForAnyNumberOfWorkersAndAnyOrderOfEnds()
      throws InterruptedException {
    MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
    SearchResult<Cell> whole = search(new TableExecutor(0), ahead()).optStore(store).build().run();
    for (int workers : new int[] {1, 2, 5, 100}) {
      for (int seed = 0; seed < 3; seed++) {
        MemoryTrialStore<Cell> other = new MemoryTrialStore<>();
        TableExecutor table = new TableExecutor(seed);
        table.workers = workers;
        assertEquals(whole, search(table, ahead()).optStore(other).build().run());
        assertEquals(store.batches(), other.batches());
      }
    }
    TableExecutor barriers =
        new TableExecutor(1) {
          @Override
          public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback)
              throws InterruptedException {
            super.execute(batch, callback::finished);
          }
        };
    assertEquals(whole, search(barriers, ahead()).build().run());
  }

  @Test
  void aSearchThatAsksAheadMeasuresTheNextRaceBeforeTheLastTrialOfOneHasEnded()
      throws InterruptedException {
    MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
    search(new TableExecutor(0), ahead()).optStore(store).build().run();
    TrialKey<Cell> slow = store.batches().get(0).get(0).key();
    List<List<TrialKey<Cell>>> first =
        store.batches().stream().map(b -> b.stream().map(Proposal::key).toList()).toList();
    TableExecutor table =
        new TableExecutor(0) {
          @Override
          Proposal<Cell> next(List<Proposal<Cell>> left) {
            int place = left.size() > 1 && left.get(0).key().equals(slow) ? 1 : 0;
            return left.remove(place);
          }
        };
    search(table, ahead()).build().run();
    int ended = table.measured.indexOf(slow);
    assertEquals(first.get(0).size() + first.get(1).size() + first.get(2).size() - 1, ended);
  }

  @Test
  void aSearchThatAsksAheadStoppedAfterAnyTrialEndsLikeOneThatWasNot() throws InterruptedException {
    SearchResult<Cell> whole = search(new TableExecutor(0), ahead()).build().run();
    for (int stop = 0; stop < whole.trials().size(); stop++) {
      MemoryTrialStore<Cell> store = new MemoryTrialStore<>();
      TableExecutor first = new TableExecutor(stop);
      first.limit = stop;
      Search<Cell> stopped = search(first, ahead()).optStore(store).build();
      assertThrows(InterruptedException.class, stopped::run);
      TableExecutor second = new TableExecutor(stop + 100);
      assertEquals(whole, search(second, ahead()).optStore(store).build().run());
      assertEquals(whole.trials().size() - stop, second.measured.size());

      SearchResult<Cell> some =
          search(new TableExecutor(stop), ahead())
              .optBudget(Budget.UNLIMITED.withTrials(stop + 1))
              .build()
              .run();
      assertEquals(whole.trials().subList(0, stop + 1), some.trials());
    }
  }

  /** What the executor is asked to keep as the batches of a search begin, the first ones known. */
  private static List<Set<Cell>> kept(MemoryTrialStore<Cell> store) throws InterruptedException {
    List<Set<Cell>> asked = new ArrayList<>();
    TableExecutor table =
        new TableExecutor(0) {
          @Override
          public void keepOnly(Set<Cell> architectures) {
            asked.add(architectures);
          }
        };
    search(table, halved()).optStore(store).build().run();
    return asked;
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
}
