package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.Study;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The directory of a run that the release before version 2 of {@code study.db} left: 8 cells of one
 * block and the first of the 4 asked at level 2, where its budget of 9 trials ended it.
 */
@Tag("slow")
class VersionOneRunTest {

  private static final String WINNER = "pp:sep7x7+p:conv1x7_7x1,p:sep7x7+p:conv1x7_7x1";

  @TempDir Path run;

  private final StringWriter out = new StringWriter();

  @BeforeEach
  void copy() throws IOException {
    for (String name : List.of(SearchRun.STUDY, "config.json", "report.json")) {
      try (InputStream file = getClass().getResourceAsStream("run-version-1/" + name)) {
        Files.copy(file, run.resolve(name));
      }
    }
  }

  private String pnas(String... arguments) {
    out.getBuffer().setLength(0);
    PrintWriter writer = new PrintWriter(out, true);
    assertEquals(0, Pnas.run(writer, writer, arguments), out::toString);
    return out.toString();
  }

  private Study<Cell> study() {
    return Study.read(run.resolve(SearchRun.STUDY), SearchRun.space());
  }

  @Test
  void showAndReportReadItAndWriteNothingInIt() throws IOException {
    byte[] before = Files.readAllBytes(run.resolve(SearchRun.STUDY));
    String shown = pnas("show", run.toString());
    assertTrue(shown.contains("level 1: 8 of 8 trials ended, 0 failed"), shown);
    assertTrue(shown.contains("level 2: 1 of 4 trials ended, 0 failed"), shown);
    assertTrue(shown.contains("1  0.2000    1 "), shown);
    JsonNode trials =
        new ObjectMapper().readTree(pnas("show", run.toString(), "--json")).get("trials");
    assertEquals(9, trials.size());
    assertEquals(1, trials.get(8).get("fidelity").asDouble());
    assertEquals(0.15863454014691208, trials.get(8).get("predicted").asDouble(), 1e-15);
    pnas("report", run.toString());
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains(WINNER) && page.contains("20.00 %"));
    assertArrayEquals(before, Files.readAllBytes(run.resolve(SearchRun.STUDY)));
  }

  @Test
  void itsBestCellIsTrainedAsItsWinnerWouldBe() throws IOException {
    Path trained = run.resolve("trained");
    pnas("train", "--from=" + run, "--epochs=1", "--train-limit=60", "--out=" + trained);
    JsonNode result = new ObjectMapper().readTree(trained.resolve("result.json").toFile());
    assertEquals(WINNER, result.get("cell").asText());
    assertEquals("1", result.get("recipe").get("epochs").asText());
  }

  @Test
  void resumeGoesOnWithIt() throws IOException {
    List<Trial<Cell>> before = study().ordered();
    pnas("resume", run.toString(), "--max-trials=0", "--executor=threads");
    Study<Cell> after = study();
    assertEquals(12, after.ordered().size());
    assertEquals(before, after.ordered().subList(0, before.size()));
    assertTrue(after.trials().stream().allMatch(Trial::isComplete));
    JsonNode result = new ObjectMapper().readTree(run.resolve("result.json").toFile());
    assertEquals(12, result.get("trials").asInt());
    assertTrue(Files.exists(run.resolve("winner.onnx")));
  }
}
