package io.github.tribuopnas.benchmarks.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.benchmarks.images.DarkAndLight;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("slow")
class LiveParetoStudyTest {

  private static final int SIDE = 8;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void pictures() throws IOException {
    DarkAndLight.write(folder.resolve("data"), SIDE);
  }

  private int run(String csv, String contestants) {
    return new CommandLine(new LiveParetoStudy())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            "--data=" + folder.resolve("data"),
            "--runs=" + folder.resolve("runs"),
            "--csv=" + folder.resolve(csv),
            "--contestants=" + contestants,
            "--blocks=1",
            "--trials=2",
            "--filters=2",
            "--batch=8",
            "--floor=0");
  }

  @Test
  void aStudyIsKeptSearchBySearchAndTakenUpAgain() throws IOException {
    String all = "pnas,pnas-accuracy,pnas-limited";
    assertEquals(0, run("a.csv", all), err.toString());
    List<LiveTrial> trials = LiveTrial.LINES.read(folder.resolve("a.csv"));
    assertEquals(6, trials.size());
    assertTrue(trials.stream().allMatch(trial -> trial.latency() > 0), trials.toString());
    assertTrue(Files.readString(folder.resolve("a.svg")).contains(">pnas-accuracy<"));
    List<LiveWinner> winners = LiveWinner.LINES.read(folder.resolve("a-winners.csv"));
    assertEquals(
        List.of("pnas", "pnas-accuracy", "pnas-limited"),
        winners.stream().map(LiveWinner::contestant).toList());
    assertTrue(winners.get(2).limit() > 0, winners.toString());
    assertTrue(out.toString().contains("| `pnas-limited` | 1 | "), out.toString());

    assertEquals(0, run("b.csv", all), err.toString());
    assertEquals(
        Files.readString(folder.resolve("a.csv")), Files.readString(folder.resolve("b.csv")));
  }

  @Test
  void theLimitComesFromTheSearchWithoutOne() {
    assertEquals(2, run("c.csv", "random,pnas-limited"));
    assertTrue(err.toString().contains("pnas-limited needs pnas as the first"), err.toString());
    assertEquals(2, run("c.csv", "pnas,fast"));
    assertTrue(err.toString().contains("unknown contestant 'fast'"), err.toString());
  }
}
