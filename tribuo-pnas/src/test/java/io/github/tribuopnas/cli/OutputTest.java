package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tribuopnas.execution.WithoutSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command prints in a process of its own, where native libraries could print as well. */
@Tag("slow")
class OutputTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final List<String> SEARCH =
      List.of(
          "search",
          "--executor=threads",
          "--blocks=1",
          "--first-level=5",
          "--epochs=1",
          "--final-epochs=2",
          "--filters=4",
          "--train-limit=200",
          "--contenders=none",
          "--final-validation=0");

  private static final List<String> TRAIN =
      List.of(
          "train",
          "--cell=p:sep3x3+pp:max3x3",
          "--repeats=1",
          "--filters=4",
          "--epochs=2",
          "--train-limit=200",
          "--override=auxiliary-weight=0");

  @TempDir private Path directory;

  private String out;
  private String err;

  private void run(List<String> command, String... further)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=1",
            "-Djava.awt.headless=true",
            Pnas.class.getName()));
    words.addAll(command);
    words.addAll(List.of(further));
    Path outFile = directory.resolve("out");
    Path errFile = directory.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("CLASSPATH", WithoutSpark.classPath());
    builder.environment().put("OPT_OUT_TRACKING", "true");
    Process process =
        builder.redirectOutput(outFile.toFile()).redirectError(errFile.toFile()).start();
    int code = process.waitFor();
    out = Files.readString(outFile);
    err = Files.readString(errFile);
    assertEquals(0, code, err);
  }

  /** Returns the lines without that which tells that there is no GPU. */
  private static List<String> withoutDevice(String printed) {
    return printed.lines().filter(line -> !line.contains("no GPU")).toList();
  }

  private void assertPrintedIsTheResultOf(Path run) throws IOException {
    ObjectNode printed = (ObjectNode) JSON.readTree(out);
    assertEquals(run.toString(), printed.remove("run").asText());
    assertEquals(JSON.readTree(run.resolve("result.json").toFile()), printed);
  }

  @Test
  void aQuietSearchInJsonPrintsItsResultAndNothingElse() throws Exception {
    Path run = directory.resolve("run");
    run(SEARCH, "--quiet", "--json", "--out=" + run);
    assertPrintedIsTheResultOf(run);
    assertEquals("", err);
    run(List.of("resume", run.toString()), "--json", "-q");
    assertPrintedIsTheResultOf(run);
    assertEquals("", err);
    run(List.of("resume", run.toString()));
    List<String> lines = withoutDevice(out);
    assertTrue(lines.get(0).matches("level 1 1/5 0\\.\\d{4} .*\\(best .*, \\d running.*"), out);
    assertTrue(lines.get(4).startsWith("level 1 5/5 "), out);
    assertTrue(lines.get(5).startsWith("level 1: 5 cells, best validation accuracy"), out);
    assertTrue(lines.get(6).startsWith("flip: of "), out);
    assertTrue(lines.get(8).startsWith("winner 2/2 loss "), out);
    assertEquals("", lines.get(9));
    assertTrue(lines.get(10).startsWith("winner  "), out);
    assertEquals("", err);
  }

  @Test
  void aTrainingInJsonTellsItsEpochsApartFromItsResult() throws Exception {
    Path run = directory.resolve("run");
    run(TRAIN, "--json", "--out=" + run);
    assertPrintedIsTheResultOf(run);
    List<String> lines = withoutDevice(err);
    assertEquals(3, lines.size(), err);
    assertTrue(lines.get(0).startsWith("training a network of "), err);
    assertTrue(lines.get(2).startsWith("epoch 2/2 loss "), err);
    run(TRAIN, "--quiet", "--resume", "--out=" + run);
    assertTrue(out.contains("test accuracy"), out);
    assertFalse(out.contains("epoch"), out);
    assertEquals("", err);
  }
}
