package io.github.tribuopnas.benchmarks.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.benchmarks.nasbench201.TestTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentsTest {

  /** All six edges 3x3. */
  private static final String OPTIMUM = "73.6250,26.3750";

  @TempDir private static Path folder;

  private static Path table;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeTable() throws IOException {
    table = folder.resolve("table.json");
    TestTable.write(table);
  }

  private int run(String... arguments) {
    return Experiments.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private List<String> efficiency(String name, String... more) throws IOException {
    Path csv = folder.resolve(name);
    String[] arguments = {
      "efficiency", "--table", table.toString(), "--seeds", "1", "--csv", csv.toString()
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    assertEquals(0, run(all), err.toString());
    return Files.readAllLines(csv);
  }

  @Test
  void efficiencyWritesALineForEachStrategySeedAndBudgetTheSameEachTime() throws IOException {
    List<String> lines = efficiency("first.csv", "--budgets", "15,30");
    assertEquals("strategy,seed,evaluations,bestValidation,testOfBest", lines.get(0));
    assertEquals(1 + 5 * 2, lines.size());
    assertEquals(lines, efficiency("second.csv", "--budgets", "15,30"));
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      // The table's test accuracy is what is left of the validation accuracy.
      assertEquals(100, Double.parseDouble(fields[3]) + Double.parseDouble(fields[4]), 1e-3, line);
    }
    assertTrue(Files.readString(folder.resolve("first.svg")).startsWith("<svg"));
  }

  @Test
  void theProgressiveSearchFindsTheOptimumOfAnAdditiveTable() throws IOException {
    List<String> lines =
        efficiency("pnas.csv", "--budgets", "80", "--strategies", "pnas,pnas-explore");
    assertEquals(3, lines.size());
    lines.subList(1, 3).forEach(line -> assertTrue(line.endsWith(OPTIMUM), line));
    assertTrue(out.toString().contains("| `pnas` | 73.63 (0.000) | 26.38 |"), out.toString());
  }

  @Test
  void savingsAreCountedInModelsUntilTheSameAccuracy() {
    int status =
        run(
            "table2",
            "--table",
            table.toString(),
            "--seeds",
            "2",
            "--models",
            "40",
            "--most",
            "60",
            "--csv",
            folder.resolve("table2.csv").toString());
    assertEquals(0, status, err.toString());
    assertTrue(out.toString().contains("| 5.0x | 8.2x |"), out.toString());
  }

  @Test
  void aCurveIsTheMeanOfTheBestSoFar() {
    TopCurve curve = new TopCurve(new double[] {50, 60, 60, 75});
    assertEquals(2, curve.evaluationsToReach(55));
    assertEquals(4, curve.evaluationsToReach(75));
    assertEquals(0, curve.evaluationsToReach(76));
    assertEquals(75, curve.last());
  }

  @Test
  void wrongUsageIsTwoAndAMissingTableIsOne() {
    String csv = folder.resolve("none.csv").toString();
    assertEquals(2, run("efficiency", "--csv", csv));
    assertEquals(
        2, run("efficiency", "--table", table.toString(), "--csv", csv, "--budgets", "9,3"));
    assertEquals(
        2, run("efficiency", "--table", table.toString(), "--csv", csv, "--strategies", "luck"));
    assertTrue(err.toString().contains("allowed are pnas, pnas-level"), err.toString());
    assertEquals(1, run("efficiency", "--table", "nothing.json", "--csv", csv));
    assertTrue(err.toString().contains("nothing.json"), err.toString());
  }
}
