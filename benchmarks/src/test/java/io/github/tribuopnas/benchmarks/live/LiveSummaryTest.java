package io.github.tribuopnas.benchmarks.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveSummaryTest {

  private static LiveTrial trial(
      String contestant, int level, double accuracy, double latency, double predicted) {
    return new LiveTrial(contestant, 1, level, "cell " + latency, accuracy, latency, predicted);
  }

  private static final List<LiveTrial> TRIALS =
      List.of(
          trial("pnas", 1, 0.6, 1, Double.NaN),
          trial("pnas", 2, 0.9, 2, 2.5),
          trial("pnas", 2, 0.7, 3, 3.5),
          trial("random", 2, 0.8, 3, Double.NaN),
          trial("random", 2, 0.4, 4, Double.NaN));

  /** Above 0.5 and within 4 ms pnas covers 0.1 x 3 and 0.3 x 2 more, and random 0.3 x 1. */
  @Test
  void hypervolumesAreFractionsOfThatOfAllTogether() {
    LiveSummary summary =
        new LiveSummary(
            TRIALS,
            List.of(
                new LiveWinner("pnas", 1, "cell", 0.9, 2, Double.NaN),
                new LiveWinner("random", 1, "cell", 0.8, 3, 2.5)),
            0.5);
    assertEquals(1, summary.hypervolume("pnas", 1), 1e-9);
    assertEquals(0.3 / 0.9, summary.hypervolume("random", 1), 1e-9);
    assertEquals(1, summary.correlation("pnas", 1, 2), 1e-9);
    assertTrue(
        summary.markdown().contains("| `pnas` | 1 | 1.000 | 1.00, NaN, NaN | 0.9000 | 2.000 |"),
        summary.markdown());
  }
}
