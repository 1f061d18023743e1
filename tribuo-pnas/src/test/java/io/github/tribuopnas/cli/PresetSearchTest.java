package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PresetSearchTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();

  private int run(String... words) {
    return Pnas.run(new PrintWriter(out, true), new PrintWriter(out, true), words);
  }

  private JsonNode options(Path run) throws IOException {
    return JSON.readTree(run.resolve("config.json").toFile()).get("options");
  }

  private Path search(String name, String... more) {
    Path run = directory.resolve(name);
    List<String> words =
        new ArrayList<>(
            List.of(
                "search",
                "--executor=threads",
                "--workers=1",
                "--train-limit=60",
                "--filters=2",
                "--repeats=1",
                "--blocks=1",
                "--epochs=1",
                "--final-epochs=1",
                "--out=" + run));
    words.addAll(List.of(more));
    assertEquals(0, run(words.toArray(String[]::new)), out::toString);
    return run;
  }

  @Test
  void aSearchKeepsTheValuesOfItsPresetAndTheOnesGivenWinAlsoWhereTheyAreUsual()
      throws IOException {
    Path run = search("usual", "--first-level=5", "--halving=off", "--contenders=none");
    JsonNode options = options(run);
    assertEquals("direct", options.at("/--layout/0").asText());
    assertEquals("spread", options.at("/--sampling/0").asText());
    assertEquals("12", options.at("/--beam/0").asText());
    assertEquals("32", options.at("/--batch/0").asText());
    assertEquals("off", options.at("/--halving/0").asText());
    assertEquals("none", options.at("/--contenders/0").asText());
    assertEquals("1", options.at("/--epochs/0").asText());
    assertTrue(options.path("--preset").isMissingNode(), options.toString());
    assertTrue(options.path("--final-repeats").isMissingNode(), "the size is that of candidates");
    assertEquals(0, run("resume", run.toString()), out::toString);
  }

  @Test
  void theCellMadeByHandThatIsDeliveredIsTheWinnerThatShowNames() throws IOException {
    Path run = search("delivered", "--first-level=5");
    JsonNode result = JSON.readTree(run.resolve("result.json").toFile());
    out.getBuffer().setLength(0);
    assertEquals(0, run("show", run.toString()), out::toString);
    String shown =
        out.toString().lines().filter(line -> line.startsWith("winner ")).findFirst().orElseThrow();
    assertTrue(shown.endsWith(" " + result.get("cell").asText()), shown);
    assertTrue(out.toString().contains(result.get("reason").asText()), out::toString);
  }
}
