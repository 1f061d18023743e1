package io.github.tribuopnas.benchmarks.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankTableTest {

  /** By the test accuracy c, b, a, d; by the early accuracy a and b have changed places. */
  private static List<RankLine> lines() {
    double[] tests = {0.7, 0.8, 0.9, 0.6};
    double[] accuracies = {0.35, 0.3, 0.4, 0.2};
    double[] losses = {1.3, 1.2, 1.1, 1.4};
    List<RankLine> lines = new ArrayList<>();
    for (int i = 0; i < tests.length; i++) {
      String cell = String.valueOf((char) ('a' + i));
      lines.add(new RankLine(cell, 1, accuracies[i], losses[i], tests[i], 2));
      lines.add(new RankLine(cell, 2, tests[i], 1 / tests[i], tests[i], 2));
    }
    return lines;
  }

  /** Two neighbors of four changed places: 1 - 6 * 2 / (4 * 15) = 0.8. */
  @Test
  void lowLossesAndHighAccuraciesAreGood() {
    List<RankLine> shuffled = lines();
    Collections.shuffle(shuffled, new Random(1));
    RankTable table = RankTable.of(shuffled);

    assertEquals(2, table.epochs());
    assertEquals(0.8, table.byAccuracy(1), 1e-12);
    assertEquals(1, table.byLoss(1), 1e-12);
    assertEquals(1, table.byAccuracy(2), 1e-12);
    double[] interval = table.interval(1);
    assertTrue(interval[0] <= 0.2 && interval[1] >= 0.2);
    assertTrue(table.markdown().contains("| 1 | 0.80 | 1.00 | +0.20 ("), table.markdown());
  }

  @Test
  void linesAreReadAsTheyWereWritten(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("ranking.csv");
    RankLine.FORMAT.write(lines(), file);

    assertEquals(lines(), RankLine.FORMAT.read(file));
  }
}
