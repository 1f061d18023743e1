package io.github.tribuopnas.report;

import static io.github.tribuopnas.report.SampleReport.failed;
import static io.github.tribuopnas.report.SampleReport.trial;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.evaluation.Evaluation.Confusion;
import io.github.tribuopnas.evaluation.LabeledPicture;
import io.github.tribuopnas.picture.Scale;
import io.github.tribuopnas.report.ChoiceFractions.Choice;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialRun;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final List<Objective> ACCURACY = List.of(Objective.ACCURACY);
  private static final String ONE = "pp:sep3x3+p:identity";
  private static final String OTHER = "pp:sep3x3+p:max3x3";
  private static final String TWO = "pp:sep3x3+p:identity,1:sep3x3+p:max3x3";

  @Test
  void theBestSoFarNeverFallsAndThatOfALevelStartsAnew() {
    List<Trial<Cell>> trials =
        List.of(trial(ONE, 0.6), failed(OTHER, "no"), trial(OTHER, 0.5), trial(TWO, 0.55));
    List<Progress.Step> steps = Progress.of(trials, Objective.ACCURACY).steps();
    assertEquals(List.of(1, 3, 4), steps.stream().map(Progress.Step::number).toList());
    assertEquals(List.of(0.6, 0.6, 0.6), steps.stream().map(Progress.Step::best).toList());
    assertEquals(List.of(0.6, 0.6, 0.55), steps.stream().map(Progress.Step::bestOfLevel).toList());
  }

  @Test
  void overTimeTrialsStandInTheOrderInWhichTheyEnded() {
    List<Trial<Cell>> trials =
        List.of(ended(ONE, 0.6, 9), ended(OTHER, 0.5, 4), trial(TWO, 0.9), failed(TWO, "no"));
    List<Trial<Cell>> timed = ProgressCharts.timed(trials);
    assertEquals(List.of(trials.get(1), trials.get(0)), timed);
    assertEquals(
        List.of(0.5, 0.6),
        Progress.of(timed, Objective.ACCURACY).steps().stream().map(Progress.Step::best).toList());
    String html = Report.builder().setTitle("digits").optTrials(trials).build().html();
    assertTrue(html.contains("Accuracy over time") && html.contains(">seconds of search<"));
    String untimed =
        Report.builder().setTitle("digits").optTrials(List.of(trial(ONE, 0.6))).build().html();
    assertFalse(untimed.contains("Accuracy over time"), "of an older study no time is known");
  }

  private static Trial<Cell> ended(String cell, double accuracy, double elapsed) {
    Trial<Cell> trial = trial(cell, accuracy);
    return trial.withMetrics(trial.metrics().with(Metrics.ELAPSED, elapsed));
  }

  @Test
  void candidatesWithSeveralEpochsHaveCurvesAndTheBestOfALevelIsBold() {
    List<Trial<Cell>> trials =
        List.of(
            trained(ONE, 0.6, 0.25, 0.6),
            trained(OTHER, 0.7, 0.5, 0.7),
            trained(TWO, 0.9, 0.9),
            failed(TWO, "no"));
    assertEquals(
        List.of(trials.get(1), trials.get(0)),
        TrainingCharts.shown(trials, ACCURACY),
        "one epoch is no curve");
    String html = Report.builder().setTitle("digits").optTrials(trials).build().html();
    assertTrue(html.contains("class=\"line curve level1\""));
    assertTrue(html.contains("class=\"line curve level1 best\""));
    assertTrue(html.contains("<tr><td>1</td><td>50.00 %</td></tr><tr><td>2</td><td>70.00 %</td>"));
    assertTrue(html.contains("The 2 best; the best of each level in bold."));
  }

  private static Trial<Cell> trained(String cell, double accuracy, Double... epochs) {
    return trial(cell, accuracy).withRun(new TrialRun("", "", 1, List.of(epochs)));
  }

  @Test
  void aScaleOfCountsEndsWhereTheyEndAndHasWholeTicks() {
    assertEquals(List.of(1.0, 2.0, 3.0, 4.0), Scale.counts(1, 4).ticks());
    assertEquals(1, Scale.counts(1, 4).from());
    assertEquals(List.of(0.0, 50.0, 100.0, 150.0), Scale.counts(0, 188).ticks());
    assertEquals(188, Scale.counts(0, 188).to());
    assertEquals(List.of(1.0, 5.0, 10.0, 15.0, 20.0), Scale.counts(1, 20).ticks());
    assertEquals(List.of(0.0, 1.0), Scale.counts(0, 0).ticks());
  }

  @Test
  void theFrontIsDrawnFromLowToHighCostsAndEqualsOnce() {
    List<Trial<Cell>> trials =
        List.of(
            trial("pp:max3x3+p:avg3x3", 0, 0.7, 400),
            trial(ONE, 0, 0.5, 100),
            trial(OTHER, 0, 0.6, 100),
            trial(TWO, 0, 0.6, 100),
            trial("pp:max3x3+p:max3x3", 0, 0.6, 300),
            failed("pp:avg3x3+p:avg3x3", "no"));
    String html = Report.builder().setTitle("digits").optTrials(trials).build().html();
    assertTrue(
        html.contains(
            "<tr><td>"
                + OTHER
                + "</td><td>100</td><td>60.00 %</td></tr>"
                + "<tr><td>pp:max3x3+p:avg3x3</td><td>400</td><td>70.00 %</td></tr></tbody>"),
        html);
    assertTrue(html.contains("2 trials are on the Pareto front"));
  }

  @Test
  void anotherObjectiveIsNamedAndRankedInItsOwnDirection() {
    Objective seconds = Objective.minimize(Metrics.SECONDS);
    List<Trial<Cell>> trials = List.of(timed(ONE, 0.9, 80), timed(OTHER, 0.5, 20));
    String html =
        Report.builder()
            .setTitle("digits")
            .optTrials(trials)
            .optObjectives(List.of(seconds, Objective.ACCURACY))
            .build()
            .html();
    assertTrue(html.contains("<dt>best candidate’s validation time</dt><dd>20 s</dd>"), html);
    assertTrue(html.contains("Time of every trial") && html.contains("Time and accuracy"));
    assertTrue(html.contains(">time 20 s<"), "the best cell's value");
    assertEquals(
        List.of(80.0, 20.0),
        Progress.of(trials, seconds).steps().stream().map(Progress.Step::best).toList());
  }

  @Test
  void ofSeveralFidelitiesTheHighestOfACellIsDrawnAndAllAreListed() {
    Trial<Cell> full = trial(ONE, 0.75);
    Trial<Cell> third =
        trial(ONE, 0.9).withProposal(full.proposal().withFidelity(new Fidelity(1.0 / 3)));
    Trial<Cell> dropped =
        trial(OTHER, 0.5)
            .withProposal(trial(OTHER, 0.5).proposal().withFidelity(new Fidelity(1.0 / 3)));
    List<Trial<Cell>> trials = List.of(third, dropped, full);
    assertEquals(List.of(full, dropped), ChartSection.decisive(trials));
    String html = Report.builder().setTitle("digits").optTrials(trials).build().html();
    assertTrue(
        html.contains("<dt>best candidate’s validation accuracy</dt><dd>75.00 %</dd>"), html);
    assertTrue(html.contains(">Fidelity</button>") && html.contains(">33.33 %</td>"), html);
    String plain = Report.builder().setTitle("digits").optTrials(List.of(full)).build().html();
    assertFalse(plain.contains(">Fidelity<"), "all are full");
  }

  private static Trial<Cell> timed(String cell, double accuracy, double seconds) {
    Trial<Cell> trial = trial(cell, accuracy);
    return trial.withMetrics(trial.metrics().with(Metrics.SECONDS, seconds));
  }

  @Test
  void fractionsCountEveryBranchOnceAndTheBestQuarterOfEachLevelApart() {
    List<Trial<Cell>> trials =
        List.of(
            trial(ONE, 0.9),
            trial(OTHER, 0.5),
            trial("pp:max3x3+p:max3x3", 0.4),
            trial("pp:avg3x3+p:avg3x3", 0.3),
            trial(TWO, 0.1));
    // The best are ONE, of four with one block, and TWO, the only one with two.
    assertEquals(
        List.of(
            new Choice("sep3x3", 4 / 12.0, 3 / 6.0),
            new Choice("identity", 2 / 12.0, 2 / 6.0),
            new Choice("avg3x3", 2 / 12.0, 0),
            new Choice("max3x3", 4 / 12.0, 1 / 6.0)),
        ChoiceFractions.ofOperations(trials, ACCURACY));
    assertEquals(
        List.of(5 / 12.0, 6 / 12.0, 1 / 12.0),
        ChoiceFractions.ofInputs(trials, ACCURACY).stream().map(Choice::all).toList());
  }

  @Test
  void aScaleHasRoundTicksThatHoldAllValues() {
    assertEquals(List.of(0.0, 50.0, 100.0, 150.0, 200.0), Scale.linear(0, 188).ticks());
    Scale accuracy = Scale.linear(0.613, 0.987);
    assertEquals(0.6, accuracy.from(), 1e-12);
    assertEquals(1.0, accuracy.to(), 1e-12);
    assertEquals(0.5, accuracy.at(0.8), 1e-12);
    Scale one = Scale.linear(0.5, 0.5);
    assertTrue(one.from() <= 0.5 && one.to() >= 0.5 && one.to() > one.from());
    Scale decades = Scale.logarithmic(1500, 90_000);
    assertEquals(List.of(2000.0, 5000.0, 10_000.0, 20_000.0, 50_000.0, 100_000.0), decades.ticks());
    assertEquals(0.5, decades.at(Math.sqrt(1500.0 * 90_000)), 1e-12);
    assertTrue(Scale.logarithmic(4100, 4300).ticks().size() >= 2);
    assertTrue(Scale.logarithmic(7, 7).ticks().size() >= 1);
  }

  @Test
  void numbersReadTheSameEverywhere() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertEquals("97.42 %", Numbers.percent(0.97421));
      assertEquals("9999", Numbers.count(9999));
      assertEquals("20.6 k", Numbers.count(20_600));
      assertEquals("86.1 M", Numbers.count(86_057_668));
      assertEquals("1.00 M", Numbers.count(999_999));
      assertEquals("500 k", Numbers.tick(500_000));
      assertEquals("20 k", Numbers.tick(20_000));
      assertEquals("2.5 M", Numbers.tick(2_500_000));
      assertEquals("3.2 s", Numbers.time(3.21));
      assertEquals("1 min 00 s", Numbers.time(59.6 + 0.4));
      assertEquals("2 h 05 min", Numbers.time(7510));
      assertEquals("–", Numbers.percent(Double.NaN));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void mixUpsAreCountedOffTheDiagonal() {
    List<List<Integer>> counts = List.of(List.of(5, 1, 0), List.of(3, 4, 0), List.of(0, 0, 9));
    assertEquals(
        List.of(new Confusion(1, 0, 3), new Confusion(0, 1, 1)),
        Evaluation.ofCounts("test", List.of("a", "b", "c"), counts).confusions());
    assertThrows(
        IllegalArgumentException.class, () -> Evaluation.ofCounts("test", List.of("a"), counts));
  }

  @Test
  void aManyClassedEvaluationShowsMixUpsAndNoMatrix() {
    List<String> labels = new ArrayList<>();
    List<List<Integer>> counts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      labels.add("class " + i);
      List<Integer> row = new ArrayList<>(java.util.Collections.nCopies(100, 0));
      row.set(i == 7 ? 8 : i, 3);
      counts.add(row);
    }
    String html =
        Report.builder()
            .setTitle("many")
            .optEvaluation(Evaluation.ofCounts("test", labels, counts))
            .build()
            .html();
    assertFalse(html.contains("class=\"confusion\""));
    assertTrue(html.contains("<bdi>class 7</bdi></td><td><bdi>class 8</bdi>"));
  }

  @Test
  void everythingFromOutsideIsEscaped() {
    String hostile = "<img src=x onerror=alert(1)>\u202e\"'&\u0000";
    String html =
        Report.builder()
            .setTitle(hostile)
            .optState(hostile)
            .optTrials(List.of(trial(ONE, 0.5), failed(OTHER, hostile)))
            .optCurves(List.of(new Curve(hostile, List.of(2.0, 1.0))))
            .optSettings(java.util.Map.of(hostile, hostile))
            .optVersions(java.util.Map.of(hostile, hostile))
            .optCommand(hostile)
            .optEvaluation(
                Evaluation.ofCounts(
                        hostile, List.of(hostile, "b"), List.of(List.of(0, 1), List.of(0, 1)))
                    .withMistakes(List.of(new LabeledPicture(hostile, hostile, 0.9, "AAAA"))))
            .build()
            .html();
    assertFalse(html.contains("<img src=x"));
    assertFalse(html.contains("\u202e") || html.contains("\u0000"));
    String escaped = "&lt;img src=x onerror=alert(1)&gt;\ufffd&quot;&#39;&amp;\ufffd";
    // Title twice; state, reason, setting, version, curve, images, labels and mistakes.
    assertTrue(html.split(java.util.regex.Pattern.quote(escaped), -1).length > 14);
    assertThrows(
        IllegalArgumentException.class, () -> new LabeledPicture("a", "b", 1, "\"><script>"));
  }

  @Test
  void aReportOfNothingYetIsAPage() {
    String html = Report.builder().setTitle("digits").optState("starting").build().html();
    assertTrue(html.startsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
    assertTrue(html.contains("starting"));
    assertFalse(html.contains("<svg"), "there is nothing to draw");
  }

  @Test
  void aFinishedSearchHasEveryPart() {
    String html = SampleReport.report().build().html();
    List<String> parts =
        Pattern.compile("<h[23][^>]*>([^<]+)</h[23]>")
            .matcher(html)
            .results()
            .map(heading -> heading.group(1))
            .toList();
    for (String part :
        List.of(
            "The winner",
            "Best of level 1",
            "Accuracy of every trial",
            "Accuracy over time",
            "Predicted against measured accuracy",
            "Operations that won",
            "Inputs that won",
            "Accuracy and parameters",
            "Accuracy and mult-adds",
            "Training of the candidates",
            "How good the model is",
            "Classes",
            "Confusion matrix",
            "Reliability",
            "Why it decides this way",
            "Leaderboard",
            "Settings",
            "Versions")) {
      assertTrue(parts.contains(part), part + " is none of " + parts);
    }
    for (String text :
        List.of(
            "Spearman’s rank correlation: ",
            "Pareto front",
            "Mean cross-entropy of each epoch.",
            "src=\"data:image/png;base64,",
            "./pnas search --data fashion-mnist")) {
      assertTrue(html.contains(text), text);
    }
  }

  /** A page that begins with the drawing of a cell made people scroll for the result. */
  @Test
  void theResultComesFirstAndIsTheModels() {
    String html = SampleReport.report().build().html();
    assertTrue(html.indexOf("How good the model is") < html.indexOf("The winner"));
    assertFalse(html.contains("validation accuracy</dt>"), "the candidate's is not the model's");
    assertTrue(html.contains("test accuracy</dt>"));
  }

  @Test
  void theSameRunGivesTheSamePage() {
    assertEquals(SampleReport.report().build().html(), SampleReport.report().build().html());
  }

  @Test
  void aLiveReportIsWrittenWithEveryBatchAndAFullDiskDoesNotStopIt() {
    List<String> pages = new ArrayList<>();
    boolean[] full = {false};
    LiveReport live =
        new LiveReport(
            () -> Report.builder().setTitle("digits"),
            page -> {
              if (full[0]) {
                throw new IOException("no space left on device");
              }
              pages.add(new String(page, StandardCharsets.UTF_8));
            },
            () -> 0);
    live.batchStarted(1, List.of(trial(ONE, 0.5).proposal()));
    assertTrue(pages.get(0).contains("Level 1 is being trained: 1 cell."));
    live.batchFinished(1, List.of(trial(ONE, 0.5)));
    assertTrue(pages.get(1).contains("50.00 %"));
    full[0] = true;
    live.batchStarted(2, List.of(trial(TWO, 0.6).proposal()));
    assertEquals("no space left on device", live.failure().orElseThrow().getMessage());
    full[0] = false;
    live.batchFinished(2, List.of(trial(TWO, 0.6)));
    assertTrue(live.failure().isEmpty());
    assertTrue(pages.get(2).contains("60.00 %") && pages.get(2).contains("50.00 %"));
  }

  /** Writing takes a tenth of a second here, so that two seconds lie between two pages. */
  @Test
  void aLiveReportIsWrittenAtEveryTrialUnlessThatComesTooOften() {
    List<String> pages = new ArrayList<>();
    long[] now = {0};
    LiveReport live =
        new LiveReport(
            () -> Report.builder().setTitle("digits"),
            page -> {
              pages.add(new String(page, StandardCharsets.UTF_8));
              now[0] += 100_000_000;
            },
            () -> now[0]);
    live.batchStarted(1, List.of(trial(ONE, 0.5).proposal(), trial(OTHER, 0.6).proposal()));
    live.trialFinished(trial(ONE, 0.5));
    assertEquals(2, pages.size());
    assertTrue(pages.get(1).contains("1 of 2 cells done") && pages.get(1).contains("50.00 %"));
    now[0] += 1_800_000_000;
    live.trialFinished(trial(OTHER, 0.6));
    assertEquals(2, pages.size(), "1.8 seconds later");
    now[0] += 100_000_000;
    live.trialFinished(trial(TWO, 0.7));
    assertEquals(3, pages.size(), "1.9 seconds later");
    assertTrue(pages.get(2).contains("60.00 %") && pages.get(2).contains("70.00 %"));
    live.batchFinished(1, List.of(trial(OTHER, 0.6), trial(ONE, 0.5)));
    assertEquals(
        List.of(trial(OTHER, 0.6), trial(ONE, 0.5)), live.trials(), "in the order of the search");
  }
}
