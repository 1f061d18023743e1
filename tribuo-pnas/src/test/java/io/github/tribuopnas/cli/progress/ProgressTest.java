package io.github.tribuopnas.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.FinalPlan;
import io.github.tribuopnas.Finalist;
import io.github.tribuopnas.SearchPlan;
import io.github.tribuopnas.base.DurationText;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.Budget;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.ViewChoice;
import io.github.tribuopnas.training.trained.Evaluation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is shown of a search and of a training, by a clock that the test turns. */
class ProgressTest {

  private static final String SMALL = "pp:max3x3+p:identity";
  private static final String OTHER = "pp:sep3x3+p:identity";
  private static final String LARGE = "pp:sep3x3+p:identity,p:max3x3+1:sep3x3";

  private final StringWriter out = new StringWriter();
  private final PrintWriter writer = new PrintWriter(out);
  private long seconds = 1_000_000_000;

  private long nanoTime() {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  private static Trial<Cell> trial(String text, double accuracy, double took) {
    return Trial.complete(
        proposal(text), Metrics.NONE.with(Metrics.ACCURACY, accuracy).with(Metrics.SECONDS, took));
  }

  private static Proposal<Cell> proposal(String text) {
    Cell cell = Cell.parse(text);
    return Proposal.unpredicted(cell, cell.size());
  }

  private static SearchPlan plan(Budget budget) {
    return plan(budget, OptionalDouble.empty());
  }

  private static SearchPlan plan(Budget budget, OptionalDouble planned) {
    return new SearchPlan(List.of(2.0, 3.0), 2, 4, 5, budget, List.of(Objective.ACCURACY), planned);
  }

  private static Finalist finalist(String cell, int epochs) {
    return new Finalist(
        Finalist.SEARCH,
        Setting.PROXY.of(Cell.parse(cell)).optClasses(2).build(),
        Recipe.builder().optEpochs(epochs).build(),
        1);
  }

  @Test
  void severalFinalistsShareABarOfAllTheirEpochs() {
    SearchProgress progress = new SearchProgress(writer, new ProgressLines(writer), this::nanoTime);
    Finalist first = finalist(SMALL, 5);
    Finalist second = finalist(OTHER, 5);
    // Both train for two of five epochs, and one of them for the other three.
    FinalPlan plan = new FinalPlan(List.of(first, second), 1, ViewChoice.PLAIN, 100, 0, 2, 1);
    assertEquals(7, plan.epochs());
    progress.finalTrainingStarted(plan);
    progress.finalEpochFinished(first, 1, 5, 0.5);
    assertEquals(
        "2 finalists 1/7 loss 0.5000 (about 0s left)", out.toString().lines().toList().get(0));
  }

  /** A time limit changes the number of epochs on the way. */
  @Test
  void aBarGetsAsLongAsTheTraining() {
    SearchProgress progress = new SearchProgress(writer, new ProgressLines(writer), this::nanoTime);
    Finalist finalist = finalist(SMALL, 3);
    progress.finalTrainingStarted(
        new FinalPlan(List.of(finalist), 1, ViewChoice.PLAIN, 0, 0, 1, 1));
    seconds += 10;
    progress.finalEpochFinished(finalist, 1, 3, 0.5);
    seconds += 10;
    progress.finalEpochFinished(finalist, 2, 5, 0.5);
    seconds += 10;
    progress.finalEpochFinished(finalist, 3, 4, 0.5);
    List<String> lines = out.toString().lines().toList();
    assertEquals("winner 1/3 loss 0.5000 (about 20s left)", lines.get(0));
    assertTrue(lines.get(1).startsWith("winner 2/5 "), lines.get(1));
    assertTrue(lines.get(2).startsWith("winner 3/4 "), lines.get(2));
  }

  @Test
  void aTrainingThatGoesOnHasOnlyTheEpochsThatAreLeft() {
    // The second network has 1.55 times the multiply-adds of the first.
    SearchProgress progress = new SearchProgress(writer, new ProgressLines(writer), this::nanoTime);
    Finalist first = finalist(SMALL, 20);
    Finalist second = finalist(OTHER, 20);
    progress.finalTrainingStarted(
        new FinalPlan(List.of(first, second), 2, ViewChoice.PLAIN, 0, 0, 1, 1));
    for (int epoch = 16; epoch <= 17; epoch++) {
      seconds += 10;
      progress.finalEpochFinished(first, epoch, 20, 0.5);
    }
    progress.finalEpochFinished(second, 20, 20, 0.5);
    assertEquals(
        List.of(
            "winner 1/25 loss 0.5000 (about 5m49s left)",
            "winner 2/25 loss 0.5000 (about 5m39s left)",
            "winner 3/6 loss 0.5000 (about 1m10s left)"),
        out.toString().lines().map(line -> line.replace("2 finalists", "winner")).toList());
  }

  /** Whatever the trials took: what is left is spent on final training. */
  @Test
  void thePlannedTimeIsWhatIsLeft() {
    SearchProgress progress = new SearchProgress(writer, new ProgressLines(writer), this::nanoTime);
    progress.searchStarted(plan(Budget.UNLIMITED, OptionalDouble.of(200)));
    Trial<Cell> first = trial(SMALL, 0.5, 10);
    progress.batchStarted(1, List.of(first.proposal()));
    seconds += 20;
    progress.trialFinished(first);
    assertEquals(
        "level 1 1/1 0.5000 pp:max3x3+p:identity (best 0.5000, about 3m left)",
        out.toString().lines().toList().get(0));
  }

  @Test
  void aReasonCannotControlTheTerminal() {
    SearchProgress progress = new SearchProgress(writer, new ProgressLines(writer), this::nanoTime);
    progress.searchStarted(plan(Budget.UNLIMITED));
    Trial<Cell> failed = Trial.failed(proposal(SMALL), "no\u001b[2J\nmemory", Metrics.NONE);
    progress.batchStarted(1, List.of(failed.proposal()));
    progress.trialFinished(failed);
    assertEquals(
        "level 1 1/1 failed " + SMALL + ": no\ufffd[2J\ufffdmemory",
        out.toString().lines().findFirst().orElseThrow().replaceFirst(" \\(.*", ""));
  }

  @Test
  void aSearchThatIsPipedTellsEachTrialInALine() {
    SearchProgress progress = new SearchProgress(writer, new ProgressLines(writer), this::nanoTime);
    progress.searchStarted(plan(Budget.UNLIMITED));
    Trial<Cell> first = trial(SMALL, 0.5, 10);
    Trial<Cell> second = trial(OTHER, 0.75, 30);
    progress.batchStarted(1, List.of(first.proposal(), second.proposal()));
    progress.trialFinished(first);
    progress.trialFinished(second);
    progress.batchFinished(1, List.of(first, second));
    Trial<Cell> third = Trial.failed(proposal(LARGE), "no memory", Metrics.NONE);
    progress.batchStarted(2, List.of(third.proposal()));
    progress.trialFinished(third);
    progress.batchFinished(2, List.of(third));
    progress.searchEnded(
        new SearchResult<>(List.of(first, second, third), Optional.of("stopped"), List.of()));
    Finalist finalist = finalist(SMALL, 2);
    progress.finalTrainingStarted(
        new FinalPlan(List.of(finalist), 1, ViewChoice.PLAIN, 0, 0, 1, 1));
    seconds += 90;
    progress.finalEpochFinished(finalist, 1, 2, 0.25);
    seconds += 30;
    progress.finalEpochFinished(finalist, 2, 2, 0.125);
    // After the first: one of 10 s and three of 10 * 3/2, by two workers; the winner 15 * 20/4.
    // After the second the mean is 20 s: three of 30 s by two workers, the winner 150 s, 195 s in
    // all, learned from 15 s: 15 / (15 + 195/4) of the way there. A failure of unknown time teaches
    // nothing. After the winner's first epoch of 90 s, 34 s are to go: 90 / (90 + 90/10) of the
    // way.
    assertEquals(
        List.of(
            "level 1 1/2 0.5000 pp:max3x3+p:identity (best 0.5000, 1 running, about 1m43s left)",
            "level 1 2/2 0.7500 pp:sep3x3+p:identity (best 0.7500, about 2m4s left)",
            "level 1: 2 cells, best validation accuracy 0.7500",
            "level 2 1/1 failed " + LARGE + ": no memory (best 0.7500, about 2m4s left)",
            "level 2: 1 cell, no result, 1 failed",
            "stopped",
            "winner 1/2 loss 0.2500 (about 1m25s left)",
            "winner 2/2 loss 0.1250 (about 0s left)"),
        out.toString().lines().toList());
  }

  /**
   * Cells of two blocks take 60 s, not the 15 s that those of one let expect, and an epoch of the
   * winner half as long again as those of the candidates.
   */
  @Test
  void theEstimateDoesNotJumpAtANewLevelNorAtFinalTraining() {
    Random random = new Random(7);
    LeftRecorder display = new LeftRecorder();
    SearchProgress progress = new SearchProgress(writer, display, this::nanoTime);
    List<Double> trainings = List.of(30.0, 30.0, 30.0);
    progress.searchStarted(
        new SearchPlan(
            trainings,
            2,
            4,
            5,
            Budget.UNLIMITED,
            List.of(Objective.ACCURACY),
            OptionalDouble.empty()));
    List<String> cells = List.of(SMALL, LARGE, LARGE + ",p:max3x3+1:sep3x3");
    int[] costs = {10, 60, 40};
    for (int level = 1; level <= 3; level++) {
      progress.batchStarted(level, List.of(proposal(cells.get(level - 1))));
      for (int i = 0; i < 30; i++) {
        int took = costs[level - 1] * (8 + random.nextInt(5)) / 20 * 2;
        seconds += took / 2;
        display.before();
        progress.trialFinished(trial(cells.get(level - 1), 0.5, took));
        display.after(0.2);
      }
      progress.batchFinished(level, List.of());
    }
    Finalist finalist = finalist(LARGE, 20);
    progress.finalTrainingStarted(
        new FinalPlan(List.of(finalist), 1, ViewChoice.PLAIN, 0, 0, 1, 1));
    for (int epoch = 1; epoch <= 20; epoch++) {
      seconds += 15;
      display.before();
      progress.finalEpochFinished(finalist, epoch, 20, 0.5);
      if (epoch < 16) {
        display.after(0.2);
      }
      if (epoch == 10) {
        assertEquals(150, display.left().orElseThrow(), 15);
      }
    }
    assertEquals(0, display.left().orElseThrow());
  }

  /** Compares the time left before and after each event. */
  private static final class LeftRecorder extends TimeLeft {

    private Optional<Long> before = Optional.empty();

    void before() {
      before = left();
    }

    /** Allows a move by a fraction, and a second of rounding. */
    void after(double fraction) {
      if (before.isPresent()) {
        assertEquals(before.get(), left().orElseThrow(), 1 + fraction * before.get());
      }
    }
  }

  @Test
  void theEstimateRunsDownBetweenTrialsAndNeverBelowNothing() {
    Countdown left = new Countdown(this::nanoTime);
    assertEquals(Optional.empty(), left.left());
    left.set(90);
    seconds += 60;
    assertEquals(Optional.of(Duration.ofSeconds(30)), left.left());
    seconds += 31;
    assertEquals(Optional.of(Duration.ZERO), left.left());
  }

  @Test
  void nothingIsEstimatedBeforeATrialTookAKnownTime() {
    SearchEstimate estimate = new SearchEstimate(plan(Budget.UNLIMITED));
    estimate.ended(Trial.failed(proposal(SMALL), "no memory", Metrics.NONE));
    assertEquals(OptionalDouble.empty(), estimate.trials());
    assertEquals(OptionalDouble.empty(), estimate.finals());
  }

  @Test
  void theEstimateKeepsToTheBudgetOfTrials() {
    SearchEstimate estimate = new SearchEstimate(plan(Budget.UNLIMITED.withTrials(3)));
    estimate.ended(trial(SMALL, 0.5, 10));
    // One more of the first level and one of three of the second.
    assertEquals(OptionalDouble.of((10 + 15) / 2.0), estimate.trials());
  }

  @Test
  void theEstimateKeepsToTheBudgetOfTime() {
    SearchProgress progress = new SearchProgress(writer, new ProgressLines(writer), this::nanoTime);
    progress.searchStarted(plan(Budget.UNLIMITED.withTime(Duration.ofSeconds(40))));
    Trial<Cell> first = trial(SMALL, 0.5, 20);
    progress.batchStarted(1, List.of(first.proposal(), proposal(OTHER)));
    seconds += 20;
    progress.trialFinished(first);
    // 20 s of the 40 remain, where 20 + 3 * 30 by two workers would take 55; the winner 150.
    assertEquals(
        "level 1 1/2 0.5000 pp:max3x3+p:identity (best 0.5000, 1 running, about 2m50s left)",
        out.toString().strip());
  }

  @Test
  void aTrainingThatIsPipedTellsEachEpochInALine() {
    EpochProgress progress = new EpochProgress(new ProgressLines(writer), true, this::nanoTime);
    seconds += 3_600;
    progress.epochFinished(3, 5, 0.5);
    progress.evaluated(3, 5, new Evaluation(0.75, 0.9, 0.1));
    seconds += 1_800;
    progress.epochFinished(4, 5, 0.25);
    progress.evaluated(4, 5, new Evaluation(0.8, 0.7, 0.1));
    assertEquals(
        List.of(
            "after epoch 2: 1/3 loss 0.5000, validation accuracy 0.7500 (about 2h left)",
            "after epoch 2: 2/3 loss 0.2500, validation accuracy 0.8000 (about 45m left)"),
        out.toString().lines().toList());
  }

  @Test
  void timesAreWrittenByTheirTwoLargestUnits() {
    assertEquals("59s", DurationText.of(Duration.ofMillis(59_900)));
    assertEquals("1m1s", DurationText.of(Duration.ofSeconds(61)));
    assertEquals("2h30m", DurationText.of(Duration.ofSeconds(9_059)));
    assertEquals("3d1h", DurationText.of(Duration.ofHours(73)));
    assertEquals(
        Duration.ofMinutes(150),
        DurationText.parse(DurationText.of(Duration.ofHours(2).plusMinutes(30))));
  }
}
