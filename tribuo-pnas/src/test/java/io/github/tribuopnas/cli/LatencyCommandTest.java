package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.objective.LatencyTable;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches whose latencies another machine measures. */
@Tag("slow")
class LatencyCommandTest {

  private static final String[] SEARCH = {
    "search",
    "--executor=threads",
    "--operations=sep3x3,max3x3,identity",
    "--inputs=p",
    "--blocks=1",
    "--filters=4",
    "--epochs=1",
    "--final-epochs=1",
    "--train-limit=300"
  };

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();

  private int run(String... words) {
    out.getBuffer().setLength(0);
    PrintWriter writer = new PrintWriter(out, true);
    return Pnas.run(writer, writer, words);
  }

  private int search(String... more) {
    return run(Stream.concat(Stream.of(SEARCH), Stream.of(more)).toArray(String[]::new));
  }

  private static JsonNode result(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("result.json").toFile());
  }

  @Test
  void aSearchGoesOnWhenTheOtherMachineHasMeasured() throws IOException {
    Path file = directory.resolve("phone.csv");
    Path run = directory.resolve("run");
    String of = "--latency-device=" + file;
    assertEquals(1, search("--minimize=latency", of, "--out=" + directory.resolve("none")));
    assertTrue(out.toString().contains(file + " lacks the latency of 6 of 6 cells"), out::toString);

    assertEquals(
        0,
        run(
            "latency",
            "--cell=p:identity+p:identity",
            "--repeats=1",
            "--filters=4",
            "--stem-multiplier=1",
            "--layout=direct",
            "--image=8x8x1",
            "--classes=10",
            "--csv=" + file),
        out::toString);
    assertEquals(1, LatencyTable.read(file).timings().size());

    assertEquals(1, search("--minimize=latency", of, "--winners=2", "--out=" + run));
    assertTrue(
        out.toString().contains("lacks the latency of 5 of 6 cells that are next"), out::toString);
    assertEquals(List.of(), study(run).trials(), "nothing was trained");

    assertEquals(0, run("latency", run.toString(), "--csv=" + file), out::toString);
    assertEquals(5, out.toString().lines().filter(line -> line.contains(" ms ± ")).count());
    byte[] complete = Files.readAllBytes(file);
    assertEquals(0, run("latency", run.toString(), "--csv=" + file), out::toString);
    assertArrayEquals(complete, Files.readAllBytes(file), "nothing is measured twice");

    assertEquals(0, run("resume", run.toString()), out::toString);
    LatencyTable table = LatencyTable.read(file);
    assertEquals(6, study(run).trials().size());
    for (Trial<Cell> trial : study(run).trials()) {
      assertEquals(
          table.of(trial.architecture()).orElseThrow().milliseconds(),
          trial.metrics().get(Metrics.LATENCY));
    }
    JsonNode front = result(run).get("front");
    assertFalse(front.isEmpty());
    assertTrue(Files.readString(run.resolve("report.html")).contains(">Accuracy and latency</h3>"));
  }

  private static Study<Cell> study(Path run) {
    return Study.read(run.resolve(SearchRun.STUDY), SearchRun.space());
  }

  /** The most accurate of these cells is not the one of the fewest parameters. */
  @Test
  void severalMembersOfTheFrontBecomeFiles() throws IOException {
    Path run = directory.resolve("run");
    assertEquals(
        0,
        search("--minimize=parameters,size", "--winners=2", "--seed=3", "--out=" + run),
        out::toString);
    JsonNode result = result(run);
    JsonNode winners = result.get("winners");
    assertEquals(Math.min(2, result.get("front").size()), winners.size());
    assertEquals(2, winners.size(), "the front of this seed has several members");
    for (int i = 0; i < 2; i++) {
      Path file = run.resolve(i == 0 ? "winner.onnx" : "winner-2.onnx");
      JsonNode winner = winners.get(i);
      assertEquals(file.getFileName().toString(), winner.get("file").asText());
      assertEquals(Files.size(file), winner.get("measured").get("size").asLong());
      assertEquals(
          winner.get("parameters").asLong(),
          winner.get("measured").get("servedParameters").asLong());
      assertTrue(
          Files.exists(
              file.resolveSibling(file.getFileName().toString().replace("onnx", "tribuo"))));
    }
    assertTrue(out.toString().contains("winner-2.onnx: "), out::toString);
    assertTrue(Files.readString(run.resolve("report.html")).contains("<td>winner-2.onnx</td>"));
    assertEquals(0, run("show", "--front", run.toString()), out::toString);
    assertEquals(1 + result.get("front").size(), out.toString().lines().count(), out::toString);
    assertTrue(
        Files.readString(run.resolve("trials.csv"))
            .lines()
            .findFirst()
            .orElse("")
            .contains("size"));
    assertEquals(
        1, run("export", run.toString(), "--out=" + run.resolve("winner-2.onnx")), out::toString);
  }

  @Test
  void aRunAndACellAreNotGivenTogether() {
    assertEquals(2, run("latency", "--csv=x.csv"));
    assertTrue(out.toString().contains("no cell is set"), out::toString);
    assertEquals(2, run("latency", "run", "--cell=resnet", "--csv=x.csv"));
    assertTrue(out.toString().contains("--cell and a run: give one of them"), out::toString);
    assertEquals(2, run("latency", "--cell=resnet", "--latency-batch=0", "--csv=x.csv"));
    assertTrue(out.toString().contains("batch is 0"), out::toString);
    assertEquals(2, run("latency", "--cell=resnet"));
    assertTrue(out.toString().contains("--csv"), out::toString);
  }
}
