package io.github.tribuopnas.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.OverLimit;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FrontSectionTest {

  private static final Objective LATENCY = Objective.minimize(Metrics.LATENCY);

  private static final List<Trial<Cell>> TRIALS =
      List.of(
          timed("p:identity+pp:identity", 0.50, 1.0),
          timed("p:sep3x3+pp:identity", 0.80, 2.0),
          timed("p:sep5x5+pp:identity", 0.70, 3.0),
          timed("p:sep5x5+pp:sep5x5", 0.90, 4.0),
          timed("p:sep5x5+pp:sep5x5,1:sep3x3+p:max3x3", 0.95, 5.5));

  private static Trial<Cell> timed(String cell, double accuracy, double latency) {
    Trial<Cell> trial = SampleReport.trial(cell, accuracy);
    return trial.withMetrics(trial.metrics().with(Metrics.LATENCY, latency));
  }

  private static Report.Builder report(Objective... objectives) {
    return Report.builder()
        .setTitle("fast digits")
        .optTrials(TRIALS)
        .optObjectives(List.of(objectives));
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  @Test
  void theFrontIsDrawnWithItsLimitAndDominatedTrialsFaint() {
    String html = report(Objective.ACCURACY, LATENCY.withLimit(4)).build().html();
    assertTrue(html.contains(">Accuracy and latency</h3>"), "the chart");
    assertEquals(1, count(html, "class=\"line limit\""));
    assertTrue(html.contains("The dashed line is the limit, 4.000 ms."), "the limit is told");
    assertTrue(
        html.contains("class=\"mark faint level1\"")
            && html.contains(TRIALS.get(2).architecture() + "\n70.00 %\n3.000 ms latency"),
        "the third is dominated by the second; its mark names it");
    assertEquals(1, count(html.substring(0, html.indexOf("id=\"search\"")), "mark faint"));
    assertTrue(html.contains("The winner</h3><p>90.00 % of the validation images"), "within 4 ms");
  }

  @Test
  void withOneObjectiveThereIsNoFront() {
    String html = report(Objective.ACCURACY).build().html();
    assertFalse(html.contains("id=\"front\""));
    assertFalse(report(Objective.LOSS, Objective.ACCURACY).build().html().contains("id=\"front\""));
  }

  /**
   * Of 1, 2, 3, 4, 5.5 ms the tenth, the quarter, the half and three quarters are the first ones.
   */
  @Test
  void otherLimitsWouldChooseOtherCells() {
    List<Objective> objectives = List.of(Objective.ACCURACY, LATENCY.withLimit(2.5));
    List<OtherLimits.Row> rows = new OtherLimits(TRIALS, objectives).of(objectives.get(1));
    assertEquals(
        List.of(
            OptionalDouble.of(1),
            OptionalDouble.of(2),
            OptionalDouble.of(2.5),
            OptionalDouble.of(3),
            OptionalDouble.of(4),
            OptionalDouble.empty()),
        rows.stream().map(OtherLimits.Row::limit).toList());
    assertEquals(
        List.of(0.5, 0.8, 0.8, 0.8, 0.9, 0.95),
        rows.stream().map(row -> Objective.ACCURACY.value(row.winner().orElseThrow())).toList());
    String html = report(Objective.ACCURACY, LATENCY.withLimit(2.5)).build().html();
    assertTrue(
        html.contains("<td>2.500 ms (this search)</td><td>80.00 %</td><td>2.000 ms</td>"), html);
    assertTrue(html.contains("<td>none</td><td>95.00 %</td><td>5.500 ms</td>"), html);
  }

  @Test
  void aLimitThatNothingKeepsHasNoWinner() {
    List<Objective> objectives = List.of(Objective.ACCURACY.withLimit(0.85), LATENCY.withLimit(3));
    String html = report(objectives.toArray(Objective[]::new)).build().html();
    assertTrue(html.contains("<td>no cell keeps this limit</td>"), "at least 85 % takes 4 ms");
  }

  @Test
  void predictionsAreComparedWithWhatWasMeasured() {
    Map<Cell, Double> predicted =
        Map.of(
            TRIALS.get(1).architecture(), 2.2,
            TRIALS.get(2).architecture(), 2.9,
            TRIALS.get(3).architecture(), 4.5);
    String html =
        report(Objective.ACCURACY, LATENCY)
            .optPredictions(Map.of(Metrics.LATENCY, predicted))
            .build()
            .html();
    assertTrue(html.contains("Predicted against measured latency"), "the chart");
    assertTrue(html.contains("rank correlation: level 1 1.00."), "all in order");
    assertTrue(html.contains("4.000 ms, predicted 4.500 ms"), "a mark");
    assertTrue(html.contains(">predicted latency, ms<"), "the axis");
  }

  @Test
  void whoBrokeALimitIsToldAndDoesNotWin() {
    OverLimit over =
        new OverLimit(
            TRIALS.get(3).architecture().toString(),
            Metrics.LATENCY,
            4.25,
            4,
            OverLimit.Outcome.REPLACED);
    ServedModel model =
        new ServedModel(
            "winner.onnx",
            TRIALS.get(1).architecture().toString(),
            1234,
            0.81,
            Map.of(Metrics.LATENCY, 2.125));
    String html =
        report(Objective.ACCURACY, LATENCY.withLimit(4))
            .optDelivery(new Delivery(List.of(over), List.of(model)))
            .build()
            .html();
    assertTrue(
        html.contains(
            "latency measured again is 4.250, allowed is up to 4.000; the next of the front takes"
                + " its place"),
        html);
    assertTrue(html.contains("The winner</h3><p>80.00 % of the validation images"), html);
    assertTrue(html.contains("<td>81.00 %</td><td>2.125 ms</td>"), html);
  }
}
