package io.github.tribuopnas.benchmarks.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhTableTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String json) throws IOException {
    Path file = folder.resolve("jmh.json");
    Files.writeString(file, json);
    return Experiments.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        "jmh-table",
        "--json",
        file.toString());
  }

  @Test
  void rowHasTheMedianTheExtremesAndTheBytesOfACall() throws IOException {
    int status =
        run(
            """
            [{"benchmark": "io.github.tribuopnas.benchmarks.space.CellBenchmark.parse",
              "params": {"blocks": "5", "order": "any"},
              "primaryMetric": {"score": 3, "scoreUnit": "ms/op",
                "scorePercentiles": {"0.0": 0.01234, "50.0": 23.456, "100.0": 12345.6}},
              "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 4096.4}}},
             {"benchmark": "elsewhere.Benchmark.run",
              "primaryMetric": {"score": 3, "scoreUnit": "s/op",
                "scorePercentiles": {"0.0": 1, "50.0": 2, "100.0": 3}}}]
            """);
    assertEquals(0, status, err.toString());
    assertEquals(
        List.of(
            "| benchmark | parameters | median | least | most | unit | bytes a call |",
            "|---|---|---:|---:|---:|---|---:|",
            "| space.CellBenchmark.parse | blocks=5, order=any | 23.5 | 0.0123 | 12,346 | ms/op"
                + " | 4,096 |",
            "| elsewhere.Benchmark.run |  | 2.00 | 1.00 | 3.00 | s/op |  |"),
        out.toString().lines().toList());
  }

  @Test
  void otherJsonIsRefused() throws IOException {
    assertEquals(1, run("{}"));
    assertTrue(err.toString().contains("is not what jmh -rf json writes"), err.toString());
    assertEquals(1, run("[{\"benchmark\": \"some\"}]"));
    assertTrue(err.toString().contains("an entry that is no benchmark"), err.toString());
  }
}
