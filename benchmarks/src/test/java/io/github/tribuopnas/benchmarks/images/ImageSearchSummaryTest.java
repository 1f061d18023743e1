package io.github.tribuopnas.benchmarks.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSearchSummaryTest {

  private static final List<TrialLine> TRIALS =
      List.of(
          new TrialLine("pnas", 1, 1, "a", 0.5),
          new TrialLine("pnas", 1, 2, "b", Double.NaN),
          new TrialLine("pnas", 1, 3, "c", 0.7),
          new TrialLine("pnas", 2, 1, "d", 0.3),
          new TrialLine("pnas", 2, 2, "e", 0.6));

  @Test
  void theBestSoFarIsAveragedOverSeedsAsFarAsAllWent() {
    ImageSearchSummary summary = new ImageSearchSummary(TRIALS, List.of(), 2);
    assertArrayEquals(new double[] {40, 55}, summary.meanBest("pnas"), 1e-9);
  }

  @Test
  void eachContestantHasALine() {
    ImageSearchSummary summary =
        new ImageSearchSummary(
            TRIALS,
            List.of(
                new Winner("pnas", 1, "c", 0.7, 0.65, 1500, 60),
                new Winner("pnas", 2, "e", 0.6, 0.75, 2500, 120),
                new Winner("resnet20", 1, "resnet20", Double.NaN, 0.5, 272_442, 30)),
            2);
    List<String> lines = summary.markdown().lines().toList();
    assertEquals(4, lines.size());
    assertEquals(
        "| `pnas` | 3 | 70.00, 60.00 | 65.00 | 60.00, 45.00 | 52.50 | 65.00, 75.00 | 70.00 | 1.5, 2.5 | 1, 2 |",
        lines.get(2));
    assertEquals("| `resnet20` | 1 |  |  |  |  | 50.00 | 50.00 | 272.4 | 1 |", lines.get(3));
    assertTrue(summary.chart().svg().contains("pnas"));
  }
}
