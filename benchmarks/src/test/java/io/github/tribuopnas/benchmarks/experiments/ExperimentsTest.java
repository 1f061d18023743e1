package io.github.tribuopnas.benchmarks.experiments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.benchmarks.nasbench201.AccuracyTable;
import io.github.tribuopnas.benchmarks.nasbench201.Architecture;
import io.github.tribuopnas.benchmarks.nasbench201.EdgeOperation;
import io.github.tribuopnas.benchmarks.nasbench201.Nasbench201Space;
import io.github.tribuopnas.benchmarks.nasbench201.TestTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ExperimentsTest {

  /** All six edges 3x3. */
  private static final String OPTIMUM = "73.625,26.375";

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
    String printed = out.toString();
    assertEquals("strategy,seed,evaluations,bestValidation,testOfBest", lines.get(0));
    assertEquals(1 + 5 * 2, lines.size());
    List<String> reversed =
        efficiency("second.csv", "--budgets", "15,30", "--strategies", "reinforce,pnas-level,pnas");
    assertTrue(lines.containsAll(reversed), reversed.toString());
    assertEquals(7, reversed.size());
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      // The table's test accuracy is what is left of the validation accuracy.
      assertEquals(100, Double.parseDouble(fields[3]) + Double.parseDouble(fields[4]), 1e-3, line);
    }
    assertTrue(Files.readString(folder.resolve("first.svg")).startsWith("<svg"));
    String first = folder.resolve("first.csv").toString();
    out.getBuffer().setLength(0);
    assertEquals(lines, efficiency("again.csv", "--from", first));
    assertEquals(printed, out.toString());
    assertEquals(
        Files.readString(folder.resolve("first.svg")),
        Files.readString(folder.resolve("again.svg")));
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
  void aCurveIsTheMeanOfTheBestSoFar() throws IOException {
    AccuracyTable accuracies = AccuracyTable.read(table);
    Race race = new Race(Nasbench201Space.ofTexts(), accuracies, 1);
    // 50, then 50 + 1, then 50 + 3 + 3.375, then 50 + 2.
    List<Architecture> asked =
        List.of(
            new Architecture(0),
            new Architecture(0).with(0, EdgeOperation.SKIP),
            Architecture.parse("|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|none~0|none~1|none~2|"),
            new Architecture(0).with(0, EdgeOperation.CONVOLUTION_1X1));
    TopCurve curve = TopCurve.of(List.of(new TopCurve.Asked(race, asked)), 2, 5);
    assertArrayEquals(new double[] {50, 50.5, 53.6875, 54.1875, 54.1875}, curve.accuracy(), 1e-12);
    assertEquals(3, curve.evaluationsToReach(51));
    assertEquals(0, curve.evaluationsToReach(76));
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

  /** It was found out after the last run, by hours of work too late. */
  @Test
  void folderThatIsMissingIsToldBeforeAnythingIsMeasured() {
    for (String experiment : List.of("efficiency", "predictors", "table2", "image-search")) {
      String missing = folder.resolve("none").resolve("out.csv").toString();
      err.getBuffer().setLength(0);
      assertEquals(
          2,
          run(
              experiment,
              experiment.equals("image-search") ? "--data" : "--table",
              table.toString(),
              "--csv",
              missing));
      assertTrue(
          err.toString().contains("'" + missing + "' cannot be written"), experiment + ": " + err);
    }
  }
}
