package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.store.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search whose options are in a configuration file, with a strategy of the user's own. */
@Tag("slow")
class ConfiguredSearchTest {

  private static final String CONFIGURATION =
      "<config><component name=\"f\" type=\"io.github.tribuopnas.image.ImageFormat\">"
          + "<property name=\"height\" value=\"28\"/><property name=\"width\" value=\"28\"/>"
          + "<property name=\"channels\" value=\"1\"/></component>"
          + "<component name=\"s\" type=\"io.github.tribuopnas.CustomPartsTest$FirstCells\">"
          + "<property name=\"count\" value=\"3\"/></component>"
          + "<component name=\"t\" type=\"io.github.tribuopnas.training.TrainingOptions\">"
          + "<property name=\"filters\" value=\"4\"/><property name=\"epochs\" value=\"9\"/>"
          + "<property name=\"finalEpochs\" value=\"1\"/>"
          + "<propertymap name=\"overrides\"><entry key=\"weight-decay\" value=\"0.001\"/>"
          + "</propertymap></component>"
          + "<component name=\"pnas\" type=\"io.github.tribuopnas.PNASTrainer\">"
          + "<property name=\"format\" value=\"f\"/><property name=\"training\" value=\"t\"/>"
          + "<property name=\"strategyFactory\" value=\"s\"/></component></config>";

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();

  private int run(String... words) {
    PrintWriter writer = new PrintWriter(out, true);
    return Pnas.run(writer, writer, words);
  }

  private static int trials(Path run) {
    return Study.read(run.resolve(SearchRun.STUDY), SearchRun.space()).trials().size();
  }

  @Test
  void theFileHasTheOptionsThatAreNotOnTheCommandLine() throws IOException {
    Path file = Files.writeString(directory.resolve("pnas.xml"), CONFIGURATION);
    Path run = directory.resolve("run");
    assertEquals(
        0,
        run(
            "search",
            "--config=" + file,
            "--epochs=1",
            "--max-trials=2",
            "--train-limit=300",
            "--executor=threads",
            "--out=" + run),
        out::toString);
    assertEquals(2, trials(run));
    JsonNode kept = new ObjectMapper().readTree(run.resolve("config.json").toFile());
    assertEquals("[\"4\"]", kept.at("/options/--filters").toString(), "of the file");
    assertEquals("[\"1\"]", kept.at("/options/--epochs").toString(), "of the command line");
    assertEquals("[\"12\"]", kept.at("/options/--beam").toString(), "the default");
    assertEquals("[\"weight-decay=0.001\"]", kept.at("/options/--override").toString());

    assertEquals(0, run("resume", run.toString(), "--max-trials=0"), out::toString);
    assertEquals(3, trials(run), "as many as the file's own strategy asks");
  }

  @Test
  void classesOfOtherPackagesAreAllowedByName() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("pnas.xml"),
            CONFIGURATION.replace(
                "</config>", "<component name=\"x\" type=\"java.util.Other\"/></config>"));
    String config = "--config=" + file;
    assertEquals(1, run("search", config));
    assertTrue(out.toString().contains("names the class java.util.Other"), out.toString());
    assertEquals(2, run("search", config, "--allow-package=java.util", "--blocks=9"));
    assertTrue(
        out.toString().contains("blocks is 9; allowed are numbers from 1 to 5"), out.toString());
  }
}
