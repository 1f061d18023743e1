package io.github.tribuopnas.benchmarks.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The study in small: real strategies and store on a cluster of five. */
@Tag("slow")
class ClusterStudyTest {

  @Test
  void everyFormSearchesThroughRestartsAndHasItsLine(@TempDir Path directory) throws IOException {
    Path csv = directory.resolve("cluster.csv");
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new ClusterStudy())
            .setOut(new PrintWriter(out, true))
            .execute("--workers=5", "--trials-per-worker=8", "--restart-hours=6", "--csv=" + csv);
    assertEquals(0, code);
    List<String> lines = Files.readAllLines(csv);
    assertEquals(6, lines.size());
    assertEquals(7, out.toString().lines().count(), out.toString());
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      double idle = Double.parseDouble(fields[4]);
      assertTrue(idle >= 0 && idle < 1, line);
      assertTrue(Integer.parseInt(fields[9]) >= 1, "a restart: " + line);
      assertTrue(Long.parseLong(fields[11]) > 0, line);
    }
    assertTrue(lines.get(1).startsWith("levels,5,40,"), lines.get(1));
    assertTrue(lines.get(5).startsWith("one-batch,5,40,"), lines.get(5));
  }
}
