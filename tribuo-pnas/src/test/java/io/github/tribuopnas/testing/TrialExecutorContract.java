package io.github.tribuopnas.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.LocalExecutor;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Fidelity;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every executor of trials promises, held with real training on a few digits. */
public abstract class TrialExecutorContract {

  private static final Duration LONG = Duration.ofHours(1);

  private static final List<Proposal<Cell>> BATCH =
      Stream.of(
              "p:sep3x3+pp:max3x3",
              "p:identity+pp:avg3x3",
              "p:dil3x3+p:identity",
              "p:sep5x5+pp:conv1x7_7x1")
          .map(text -> Proposal.unpredicted(Cell.parse(text), 1).withPrediction(0.25, 0.125))
          .toList();

  /** One after the other in this process, without anything kept for later. */
  private static final List<Trial<Cell>> ALONE = new ArrayList<>();

  @TempDir Path directory;

  /**
   * Makes the executor.
   *
   * @param directory an empty one, which is deleted after the test
   * @param context what it trains
   * @param images what it trains and validates on
   * @param workers how many trials it runs at once
   * @param limit after which a trial fails
   * @return a new executor, which the test closes
   */
  protected abstract TrialExecutor<Cell> executor(
      Path directory, CandidateContext context, ImageSplit images, int workers, Duration limit);

  /**
   * Returns what the names of workers look like.
   *
   * @return a regular expression; any name by default
   */
  protected String workerNames() {
    return ".+";
  }

  private TrialExecutor<Cell> executor(CandidateContext context, int workers, Duration limit) {
    return executor(directory, context, DigitTrials.SPLIT, workers, limit);
  }

  private static List<Trial<Cell>> run(TrialExecutor<Cell> executor, List<Proposal<Cell>> batch)
      throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    executor.execute(batch, trials::add);
    trials.sort(Comparator.comparing(Trial::architecture));
    return trials;
  }

  /** Trained once for all executors. */
  private static synchronized List<Trial<Cell>> alone() throws InterruptedException {
    if (ALONE.isEmpty()) {
      try (TrialExecutor<Cell> executor =
          LocalExecutor.builder()
              .setContext(DigitTrials.CONTEXT)
              .setImages(DigitTrials.SPLIT)
              .optCheckpointBytes(0)
              .build()) {
        ALONE.addAll(run(executor, BATCH));
      }
    }
    return ALONE;
  }

  @Test
  void accuraciesAreThoseOfOneCandidateAloneInThisJvmToTheLastDigit() throws InterruptedException {
    List<Trial<Cell>> alone = alone();
    try (TrialExecutor<Cell> executor = executor(DigitTrials.CONTEXT, 2, LONG)) {
      assertEquals(2, executor.workers());
      List<Trial<Cell>> trials = run(executor, BATCH);
      assertEquals(BATCH.size(), trials.size());
      for (int i = 0; i < BATCH.size(); i++) {
        Trial<Cell> trial = trials.get(i);
        assertEquals(alone.get(i).proposal(), trial.proposal());
        assertEquals(
            Objective.ACCURACY.value(alone.get(i)),
            Objective.ACCURACY.value(trial),
            trial.reason());
        NetworkSummary summary =
            NetworkSummary.of(DigitTrials.NETWORK.withCell(trial.architecture()));
        assertEquals(summary.parameters(), trial.metrics().get(Metrics.PARAMETERS));
        assertEquals(summary.multAdds(), trial.metrics().get(Metrics.MULT_ADDS));
        assertTrue(trial.metrics().get(Metrics.SECONDS) > 0);
        assertTrue(trial.run().worker().matches(workerNames()), trial.run().worker());
        // An executor may have a GPU besides, in name.
        assertTrue(trial.run().device().matches("cpu( \\(GPU \\d\\))?"), trial.run().device());
        assertEquals(2, trial.run().epochAccuracies().size());
        assertEquals(Objective.ACCURACY.value(trial), trial.run().epochAccuracies().get(1));
      }
    }
  }

  @Test
  void aTrialThatGoesOnAtAHigherFidelityIsTheTrialInOne() throws InterruptedException {
    List<Trial<Cell>> alone = alone();
    List<Proposal<Cell>> half =
        BATCH.stream().map(proposal -> proposal.withFidelity(new Fidelity(0.5))).toList();
    try (TrialExecutor<Cell> executor = executor(DigitTrials.CONTEXT, 2, LONG)) {
      for (Trial<Cell> trial : run(executor, half)) {
        assertEquals(1, trial.run().epochAccuracies().size(), trial.reason());
      }
      List<Trial<Cell>> whole = run(executor, BATCH);
      for (int i = 0; i < BATCH.size(); i++) {
        assertEquals(alone.get(i).proposal(), whole.get(i).proposal());
        assertEquals(
            Objective.ACCURACY.value(alone.get(i)),
            Objective.ACCURACY.value(whole.get(i)),
            whole.get(i).reason());
        assertEquals(alone.get(i).run().epochAccuracies(), whole.get(i).run().epochAccuracies());
      }
    }
  }

  @Test
  void aLossThatIsNoNumberFailsTheTrialWithItsReason() throws InterruptedException {
    try (TrialExecutor<Cell> executor = executor(DigitTrials.context(1e30), 2, LONG)) {
      List<Trial<Cell>> trials = run(executor, BATCH);
      assertEquals(BATCH.size(), trials.size());
      for (Trial<Cell> trial : trials) {
        assertEquals(Optional.of(Failure.NAN), trial.failure());
        assertTrue(trial.reason().contains("the loss became"), trial.reason());
        assertTrue(trial.metrics().get(Metrics.PARAMETERS) > 0);
      }
    }
  }

  @Test
  void aTrialThatTakesTooLongFails() throws InterruptedException {
    try (TrialExecutor<Cell> executor = executor(DigitTrials.CONTEXT, 1, Duration.ofMillis(1))) {
      List<Trial<Cell>> trials = run(executor, BATCH.subList(0, 1));
      assertEquals(1, trials.size());
      Trial<Cell> trial = trials.get(0);
      assertEquals(Optional.of(Failure.TIMEOUT), trial.failure(), trial.reason());
    }
  }

  @Test
  void whenNoMoreIsWantedNothingMoreIsStarted() throws InterruptedException {
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
    try (TrialExecutor<Cell> executor = executor(DigitTrials.CONTEXT, 1, LONG)) {
      executor.execute(BATCH, two);
      assertEquals(BATCH.subList(0, 2), trials.stream().map(Trial::proposal).toList());
    }
  }

  @Test
  void whatIsAskedWhileTrialsRunIsMeasuredBeforeTheBatchEnds() throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    TrialExecutor.Callback<Cell> asking =
        new TrialExecutor.Callback<>() {
          @Override
          public void finished(Trial<Cell> trial) {
            trials.add(trial);
          }

          @Override
          public List<Proposal<Cell>> more() {
            return trials.size() == 1 ? BATCH.subList(2, 3) : List.of();
          }
        };
    try (TrialExecutor<Cell> executor = executor(DigitTrials.CONTEXT, 2, LONG)) {
      executor.execute(BATCH.subList(0, 2), asking);
      trials.sort(Comparator.comparing(Trial::architecture));
      assertEquals(
          BATCH.subList(0, 3).stream().map(Proposal::architecture).sorted().toList(),
          trials.stream().map(Trial::architecture).toList());
    }
  }

  @Test
  void whatTheCallbackThrowsEndsTheBatch() throws InterruptedException {
    try (TrialExecutor<Cell> executor = executor(DigitTrials.CONTEXT, 1, LONG)) {
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
