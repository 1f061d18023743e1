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

class HalvingStudyTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Experiments.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  /** Twelve curves of ten epochs that never cross: the twelfth is the best from the first epoch. */
  private Path curves() throws IOException {
    StringBuilder text = new StringBuilder("id,test");
    for (int epoch = 1; epoch <= 10; epoch++) {
      text.append(",epoch").append(epoch);
    }
    text.append('\n');
    for (int network = 1; network <= 12; network++) {
      text.append(network).append(',').append(50 + network);
      for (int epoch = 1; epoch <= 10; epoch++) {
        text.append(',').append(40 + network + epoch);
      }
      text.append('\n');
    }
    Path file = folder.resolve("curves.csv");
    Files.writeString(file, text);
    return file;
  }

  @Test
  void costsAndRegretsAreThoseComputedByHand() throws IOException {
    Path csv = folder.resolve("out.csv");

    assertEquals(
        0,
        run(
            "halving",
            "--curves",
            curves().toString(),
            "--samples",
            "12",
            "--seeds",
            "1",
            "--csv",
            csv.toString()),
        err.toString());

    List<String> lines = Files.readAllLines(csv);
    assertEquals("policy,seed,cost,regret", lines.get(0));
    assertEquals("full,1,1.0,0.0", lines.get(1));
    assertTrue(lines.get(2).startsWith("random-tenth,1," + 10 / 120.0 + ","), lines.get(2));
    // One rung: an epoch for all, the other nine for four: 12 + 4 * 9 of 120.
    assertEquals("default,1," + 48 / 120.0 + ",0.0", lines.get(4));
    // Races of four, of which each leaves its four; the best four of these twelve go on.
    assertEquals("default-3-races,1," + 48 / 120.0 + ",0.0", lines.get(5));
    assertTrue(out.toString().contains("| `default` | 1/2.5 |"), out.toString());
  }

  @Test
  void aSampleLargerThanTheTableIsRefused() throws IOException {
    assertEquals(
        2,
        run(
            "halving",
            "--curves",
            curves().toString(),
            "--csv",
            folder.resolve("out.csv").toString()));
    assertTrue(err.toString().contains("samples of 1 to 12 curves"), err.toString());
  }

  @Test
  void aFileOfAnotherFormIsRefusedWithItsLine() throws IOException {
    Path file = folder.resolve("curves.csv");
    Files.writeString(file, "id,test,epoch1\n1,50,40\n2,50\n");
    assertEquals(
        1,
        run("halving", "--curves", file.toString(), "--csv", folder.resolve("o.csv").toString()));
    assertTrue(err.toString().contains("line 3"), err.toString());
  }
}
