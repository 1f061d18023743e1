package io.github.tribuopnas.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.TrialStore;
import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialRun;
import io.github.tribuopnas.space.Cell;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises. */
public abstract class TrialStoreContract {

  private static final List<Proposal<Cell>> FIRST =
      List.of(
          Proposal.unpredicted(Cell.parse("p:sep3x3+pp:max3x3"), 1),
          Proposal.unpredicted(Cell.parse("p:identity+pp:sep3x3"), 1),
          Proposal.unpredicted(Cell.parse("p:max3x3+p:identity"), 1)
              .withFidelity(new Fidelity(1.0 / 9)));

  private static final List<Proposal<Cell>> SECOND =
      List.of(
          Proposal.unpredicted(Cell.parse("p:sep3x3+pp:max3x3,1:sep3x3+p:identity"), 2)
              .withParent(Cell.parse("p:sep3x3+pp:max3x3"))
              .withPrediction(1.0 / 3, Double.MIN_VALUE),
          FIRST.get(2).withFidelity(Fidelity.FULL));

  @TempDir Path directory;

  /**
   * Opens the store.
   *
   * @param directory an empty one, which is deleted after the test
   * @return a new store without trials, for cells of up to three blocks
   * @throws InterruptedException if the thread is interrupted while it waits for the store
   */
  protected abstract TrialStore<Cell> open(Path directory) throws InterruptedException;

  private static Trial<Cell> complete(Proposal<Cell> proposal, double accuracy) {
    return Trial.complete(
            proposal,
            Metrics.NONE
                .with(Metrics.ACCURACY, accuracy)
                .with(Metrics.SECONDS, 12.25)
                .with(Metrics.PARAMETERS, 86_057_668)
                .with(Metrics.MULT_ADDS, 25e9)
                .with("latency", 0.1))
        .withRun(
            new TrialRun(
                "worker 1", "cpu", 1, List.of(0.1, 0.2, accuracy), List.of(2.5, 2.0, 1.0 / 3)));
  }

  private static Trial<Cell> failed(Proposal<Cell> proposal) {
    return Trial.failed(proposal, Failure.OUT_OF_MEMORY, "12 GiB were asked; \"'ä\n", Metrics.NONE);
  }

  @Test
  void whatWasRecordedIsReturnedToTheLastDigit() throws InterruptedException {
    try (TrialStore<Cell> store = open(directory)) {
      store.startBatch(0, FIRST);
      List<Trial<Cell>> trials =
          List.of(
              complete(FIRST.get(2), 1.0 / 7),
              failed(FIRST.get(0)),
              Trial.complete(FIRST.get(1), Metrics.NONE));
      trials.forEach(trial -> assertTrue(store.append(trial)));
      store.startBatch(1, SECOND);
      assertEquals(trials, store.trials());
      assertEquals(List.of(FIRST, SECOND), store.batches());
    }
  }

  @Test
  void eachFidelityHasAResultOfItsOwn() throws InterruptedException {
    try (TrialStore<Cell> store = open(directory)) {
      store.startBatch(0, FIRST);
      Trial<Cell> ninth = complete(FIRST.get(2), 0.5);
      assertTrue(store.append(ninth));
      TrialStoreException notYet =
          assertThrows(
              TrialStoreException.class, () -> store.append(complete(SECOND.get(1), 0.75)));
      assertTrue(notYet.getMessage().contains("no batch asked for it"), notYet.getMessage());
      store.startBatch(1, SECOND);
      Trial<Cell> full = failed(SECOND.get(1));
      Trial<Cell> child = complete(SECOND.get(0), 0.25);
      assertTrue(store.append(full));
      assertTrue(store.append(child));
      assertFalse(store.append(complete(FIRST.get(2), 0.125)));
      assertEquals(List.of(ninth, full, child), store.trials());
      assertTrue(store.append(complete(SECOND.get(1), 0.75)));
      assertEquals(2, store.trials().get(2).run().attempt());
      assertEquals(1, store.trials().get(0).run().attempt());
    }
  }

  @Test
  void whatIsAskedTwiceIsRefused() throws InterruptedException {
    try (TrialStore<Cell> store = open(directory)) {
      store.startBatch(0, FIRST);
      TrialStoreException again =
          assertThrows(TrialStoreException.class, () -> store.startBatch(1, List.of(FIRST.get(2))));
      assertTrue(
          again.getMessage().contains("at fidelity 0.1111111111111111 is asked twice"),
          again.getMessage());
      assertThrows(
          TrialStoreException.class,
          () -> store.startBatch(1, List.of(SECOND.get(0), SECOND.get(0))));
      assertEquals(List.of(FIRST), store.batches());
    }
  }

  @Test
  void aDuplicateOrLateResultIsDropped() throws InterruptedException {
    try (TrialStore<Cell> store = open(directory)) {
      store.startBatch(0, FIRST);
      Trial<Cell> trial = complete(FIRST.get(0), 0.5);
      Trial<Cell> bare = Trial.complete(FIRST.get(1), Metrics.NONE);
      assertTrue(store.append(trial));
      assertTrue(store.append(bare));
      assertFalse(store.append(trial));
      assertFalse(store.append(complete(FIRST.get(0), 0.75)));
      assertFalse(store.append(failed(FIRST.get(0))));
      assertFalse(store.append(complete(FIRST.get(1), 0.75)));
      assertEquals(List.of(trial, bare), store.trials());
    }
  }

  @Test
  void aFailedTrialCanBeTriedAgainAndItsAttemptsAreCountedOn() throws InterruptedException {
    try (TrialStore<Cell> store = open(directory)) {
      store.startBatch(0, FIRST);
      assertTrue(store.append(failed(FIRST.get(0)).withRun(TrialRun.UNKNOWN.withAttempt(2))));
      assertTrue(store.append(complete(FIRST.get(1), 0.25)));
      assertTrue(store.append(complete(FIRST.get(0), 0.5)));
      assertEquals(
          List.of(0.25, 0.5), store.trials().stream().map(Objective.ACCURACY::value).toList());
      assertEquals(3, store.trials().get(1).run().attempt());
    }
  }

  @Test
  void aTrialThatNobodyAskedForIsRefused() throws InterruptedException {
    try (TrialStore<Cell> store = open(directory)) {
      store.startBatch(0, FIRST);
      TrialStoreException refusal =
          assertThrows(TrialStoreException.class, () -> store.append(complete(SECOND.get(0), 0.5)));
      assertTrue(refusal.getMessage().contains("1:sep3x3"), refusal.getMessage());
      assertEquals(List.of(), store.trials());
    }
  }

  @Test
  void anOldBatchMayBeAskedAgainButNotAnotherInItsPlace() throws InterruptedException {
    try (TrialStore<Cell> store = open(directory)) {
      store.startBatch(0, FIRST);
      store.startBatch(0, FIRST);
      TrialStoreException other =
          assertThrows(TrialStoreException.class, () -> store.startBatch(0, SECOND));
      assertTrue(other.getMessage().contains("another search"), other.getMessage());
      assertThrows(TrialStoreException.class, () -> store.startBatch(0, FIRST.subList(0, 2)));
      TrialStoreException gap =
          assertThrows(TrialStoreException.class, () -> store.startBatch(2, SECOND));
      assertTrue(gap.getMessage().contains("has number 1"), gap.getMessage());
      assertEquals(List.of(FIRST), store.batches());
    }
  }

  @Test
  void aClosedStoreTakesNothingMore() throws InterruptedException {
    TrialStore<Cell> store = open(directory);
    store.startBatch(0, FIRST);
    store.close();
    store.close();
    assertThrows(TrialStoreException.class, () -> store.append(complete(FIRST.get(0), 0.5)));
    assertThrows(TrialStoreException.class, () -> store.startBatch(1, SECOND));
  }
}
