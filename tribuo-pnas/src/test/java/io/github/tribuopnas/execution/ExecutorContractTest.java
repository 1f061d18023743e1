package io.github.tribuopnas.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.execution.pool.WorkerPool;
import io.github.tribuopnas.execution.spark.SparkExecutor;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every executor promises, held by each of them with real training. */
@Tag("slow")
@ExtendWith(SparkClusterExtension.class)
class ExecutorContractTest {

  /** Makes an executor. */
  @FunctionalInterface
  interface Making {
    TrialExecutor<Cell> make(
        Path directory, CandidateContext settings, int workers, Duration limit);
  }

  private static final Duration LONG = Duration.ofHours(1);

  private static final List<Proposal<Cell>> BATCH =
      Stream.of(
              "p:sep3x3+pp:max3x3",
              "p:identity+pp:avg3x3",
              "p:dil3x3+p:identity",
              "p:sep5x5+pp:conv1x7_7x1")
          .map(text -> Proposal.unpredicted(Cell.parse(text), 1).withPrediction(0.25, 0.125))
          .toList();

  @TempDir Path directory;

  static Stream<Named<Making>> executors() {
    return Stream.of(
        Named.of("in this JVM", ExecutorContractTest::local),
        Named.of("worker pool", ExecutorContractTest::pool),
        Named.of("Spark", ExecutorContractTest::spark));
  }

  private static TrialExecutor<Cell> local(
      Path directory, CandidateContext settings, int workers, Duration limit) {
    return LocalExecutor.builder()
        .setSettings(settings)
        .setImages(Candidates.SPLIT)
        .optWorkers(workers)
        .optTrialTimeout(limit)
        .build();
  }

  private static TrialExecutor<Cell> pool(
      Path directory, CandidateContext settings, int workers, Duration limit) {
    return WorkerPool.builder()
        .setSettings(settings)
        .setImages(Candidates.SPLIT)
        .setDirectory(directory)
        .optWorkers(workers)
        .optTrialTimeout(limit)
        .build();
  }

  private static TrialExecutor<Cell> spark(
      Path directory, CandidateContext settings, int workers, Duration limit) {
    return SparkExecutor.builder()
        .setContext(SparkClusterExtension.cluster().context())
        .setSettings(settings)
        .setImages(Candidates.SPLIT)
        .optSharedDirectory(directory)
        .optWorkers(workers)
        .optTrialTimeout(limit)
        .build();
  }

  private static List<Trial<Cell>> run(TrialExecutor<Cell> executor) throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    try (executor) {
      executor.execute(BATCH, trials::add);
    }
    trials.sort(Comparator.comparing(Trial::architecture));
    return trials;
  }

  @ParameterizedTest
  @MethodSource("executors")
  void accuraciesAreThoseOfOneCandidateAloneInThisJvmToTheLastDigit(Making making)
      throws InterruptedException {
    List<Trial<Cell>> alone = run(local(directory, Candidates.SETTINGS, 1, LONG));
    try (TrialExecutor<Cell> executor = making.make(directory, Candidates.SETTINGS, 2, LONG)) {
      assertEquals(2, executor.workers());
      List<Trial<Cell>> trials = run(executor);
      assertEquals(BATCH.size(), trials.size());
      for (int i = 0; i < BATCH.size(); i++) {
        Trial<Cell> trial = trials.get(i);
        assertEquals(alone.get(i).proposal(), trial.proposal());
        assertEquals(
            Objective.ACCURACY.value(alone.get(i)),
            Objective.ACCURACY.value(trial),
            trial.reason());
        assertEquals(alone.get(i).metrics().get(Metrics.LOSS), trial.metrics().get(Metrics.LOSS));
        assertEquals(2, trial.metrics().get(Metrics.EPOCHS));
        NetworkSummary summary =
            NetworkSummary.of(Candidates.NETWORK.withCell(trial.architecture()));
        assertEquals(summary.parameters(), trial.metrics().get(Metrics.PARAMETERS));
        assertEquals(summary.multAdds(), trial.metrics().get(Metrics.MULT_ADDS));
        assertTrue(trial.metrics().get(Metrics.SECONDS) > 0);
        assertTrue(trial.metrics().get(Metrics.PROCESSOR_SECONDS) > 0);
        assertTrue(trial.run().worker().matches("(pnas-worker-|worker-|executor )\\d+"));
        // Spark's executors have a GPU besides, in name.
        assertTrue(trial.run().device().matches("cpu( \\(GPU \\d\\))?"), trial.run().device());
        assertEquals(2, trial.run().epochAccuracies().size());
        assertEquals(Objective.ACCURACY.value(trial), trial.run().epochAccuracies().get(1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aLossThatIsNoNumberFailsTheTrialWithItsReason(Making making) throws InterruptedException {
    for (Trial<Cell> trial : run(making.make(directory, Candidates.settings(1e30), 2, LONG))) {
      assertEquals(Optional.of(Failure.NAN), trial.failure());
      assertTrue(trial.reason().contains("the loss became"), trial.reason());
      assertTrue(trial.metrics().get(Metrics.PARAMETERS) > 0);
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aTrialThatTakesTooLongFails(Making making) throws InterruptedException {
    try (TrialExecutor<Cell> executor =
        making.make(directory, Candidates.SETTINGS, 1, Duration.ofMillis(1))) {
      executor.execute(
          BATCH.subList(0, 1),
          trial -> assertEquals(Optional.of(Failure.TIMEOUT), trial.failure(), trial.reason()));
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void whenNoMoreIsWantedNothingMoreIsStarted(Making making) throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    TrialExecutor.Callback<Cell> two =
        new TrialExecutor.Callback<>() {
          @Override
          public void finished(Trial<Cell> trial) {
            trials.add(trial);
          }

          @Override
          public boolean goesOn() {
            return trials.size() < 2;
          }
        };
    try (TrialExecutor<Cell> executor = making.make(directory, Candidates.SETTINGS, 1, LONG)) {
      executor.execute(BATCH, two);
      assertEquals(BATCH.subList(0, 2), trials.stream().map(Trial::proposal).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void whatTheCallbackThrowsEndsTheBatch(Making making) throws InterruptedException {
    try (TrialExecutor<Cell> executor = making.make(directory, Candidates.SETTINGS, 1, LONG)) {
      IllegalStateException full =
          assertThrows(
              IllegalStateException.class,
              () ->
                  executor.execute(
                      BATCH,
                      trial -> {
                        throw new IllegalStateException("the disk is full");
                      }));
      assertEquals("the disk is full", full.getMessage());
    }
  }
}
