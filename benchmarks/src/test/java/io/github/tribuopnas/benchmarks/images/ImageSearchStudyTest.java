package io.github.tribuopnas.benchmarks.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A study of bright and dark pictures, which takes seconds. */
@Tag("slow")
class ImageSearchStudyTest {

  private static final int SIDE = 16;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void pictures() throws IOException {
    DarkAndLight.write(folder.resolve("data"), SIDE);
  }

  private int run(String csv, String contestants) {
    List<String> arguments = new ArrayList<>(List.of("--data", folder.resolve("data").toString()));
    arguments.addAll(List.of("--runs", folder.resolve("runs").toString()));
    arguments.addAll(List.of("--csv", folder.resolve(csv).toString()));
    arguments.addAll(List.of("--contestants", contestants, "--seeds", "1"));
    arguments.addAll(
        Arrays.asList(
            "--blocks=1 --first-level=5 --beam=2 --filters=2 --batch=8 --epochs=1 --final-epochs=1"
                .split(" ")));
    return new CommandLine(new ImageSearchStudy())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void aStudyIsKeptRunByRunAndTakenUpAgain() throws IOException {
    assertEquals(0, run("a.csv", "random,resnet20"), err.toString());
    assertEquals(5, TrialLine.LINES.read(folder.resolve("a.csv")).size());
    List<Winner> winners = Winner.LINES.read(folder.resolve("a-winners.csv"));
    assertEquals(List.of("random", "resnet20"), winners.stream().map(Winner::contestant).toList());
    assertTrue(out.toString().contains("| `resnet20` | 1 |"), out.toString());
    assertTrue(Files.readString(folder.resolve("a.svg")).contains("random"));

    // What ended is not trained again, not even its time; what was lost is found again.
    Files.delete(folder.resolve("runs").resolve("random-1").resolve("winner.csv"));
    assertEquals(0, run("b.csv", "random,resnet20"), err.toString());
    List<Winner> again = Winner.LINES.read(folder.resolve("b-winners.csv"));
    assertEquals(winners.get(1), again.get(1));
    assertEquals(winners.get(0).network(), again.get(0).network());
    assertEquals(winners.get(0).test(), again.get(0).test());
    assertEquals(
        Files.readString(folder.resolve("a.csv")), Files.readString(folder.resolve("b.csv")));
  }

  @Test
  void networksMadeByHandNeedNoSearch() throws IOException {
    assertEquals(0, run("hand.csv", "resnet20"), err.toString());
    assertEquals(1, Winner.LINES.read(folder.resolve("hand-winners.csv")).size());
    assertFalse(Files.exists(folder.resolve("hand.svg")));
  }
}
