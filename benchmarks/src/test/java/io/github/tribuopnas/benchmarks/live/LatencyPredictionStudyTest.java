package io.github.tribuopnas.benchmarks.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LatencyPredictionStudyTest {

  @TempDir private Path folder;

  @Test
  void eachLevelButTheFirstIsPredicted() throws IOException {
    StringWriter out = new StringWriter();
    Path csv = folder.resolve("latency.csv");
    int code =
        new CommandLine(new LatencyPredictionStudy())
            .setOut(new PrintWriter(out, true))
            .execute("--csv=" + csv, "--cells=3", "--blocks=2", "--filters=2", "--image=8x8x1");
    assertEquals(0, code);
    List<PredictedLatency> lines = PredictedLatency.LINES.read(csv);
    assertEquals(6, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.latency() > 0), lines.toString());
    assertTrue(
        lines.stream().allMatch(line -> line.level() == 1 ^ line.predicted() > 0),
        lines.toString());
    assertTrue(out.toString().contains("| 2 | 3 |"), out.toString());
  }

  @Test
  void theTableHasCorrelationAndMedianErrorOfEachLevel() {
    String table =
        PredictedLatency.markdown(
            List.of(
                new PredictedLatency(1, "a", 5, Double.NaN),
                new PredictedLatency(2, "b", 1, 1.1),
                new PredictedLatency(2, "c", 2, 2.4),
                new PredictedLatency(2, "d", 4, 4)),
            2);
    assertEquals("| 2 | 3 | 4.0 | 1.000 | 10.0 % |", table.lines().skip(2).findFirst().orElse(""));
  }
}
