package io.github.tribuopnas.benchmarks.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.benchmarks.nasbench201.LatencyTableTest;
import io.github.tribuopnas.benchmarks.nasbench201.TestTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class ParetoStudyTest {

  @TempDir private static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeTables() throws IOException {
    TestTable.write(folder.resolve("table.json"));
    Files.write(folder.resolve("latency.csv"), LatencyTableTest.lines());
  }

  private int run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "pareto",
                "--table",
                folder.resolve("table.json").toString(),
                "--latency",
                folder.resolve("latency.csv").toString()));
    arguments.addAll(List.of(more));
    return Experiments.run(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
  }

  /** Accuracies are from 50 to 73.6 %. */
  private List<String> lines(String name) throws IOException {
    Path csv = folder.resolve(name);
    int status =
        run(
            "--device",
            "phone_ms",
            "--floor",
            "55",
            "--seeds",
            "2",
            "--budgets",
            "8,24",
            "--strategies",
            "pnas,random,nsga2,pnas-ranks",
            "--csv",
            csv.toString());
    assertEquals(0, status, err.toString());
    return Files.readAllLines(csv);
  }

  @Test
  void aLineForEachStrategySeedAndBudgetTheSameEachTime() throws IOException {
    List<String> lines = lines("first.csv");
    assertEquals("strategy,seed,evaluations,hypervolume", lines.get(0));
    assertEquals(1 + 4 * 2 * 2, lines.size());
    double before = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      double hypervolume = Double.parseDouble(fields[3]);
      assertTrue(hypervolume >= 0 && hypervolume <= 1, line);
      assertTrue(fields[2].equals("8") || hypervolume >= before, line);
      before = hypervolume;
    }
    assertEquals(lines, lines("second.csv"));
    assertTrue(out.toString().contains("| `nsga2` | "), out.toString());
    assertTrue(Files.readString(folder.resolve("first.svg")).startsWith("<svg"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--budgets 9,3; 2; --budgets [9, 3]; needed are ascending numbers",
        "--seeds 0; 2; --seeds 0",
        "--floor 100; 2; --floor 100.0",
        "--floor 99; 1; has no cell above the floor of 99.0 %",
        "--strategies luck; 2; allowed are pnas, pnas-ranks, random, nsga2",
        "--device tablet; 1; no device 'tablet'; there are phone_ms",
      })
  void whatIsWrongIsTold(String option, int status, String told) {
    List<String> arguments = new ArrayList<>(List.of(option.split(" ")));
    if (!arguments.contains("--device")) {
      arguments.addAll(List.of("--device", "phone_ms"));
    }
    arguments.addAll(List.of("--csv", folder.resolve("none.csv").toString()));
    assertEquals(status, run(arguments.toArray(String[]::new)));
    assertTrue(err.toString().contains(told), err.toString());
  }
}
