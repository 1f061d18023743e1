package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.util.cuda.CudaUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PnasTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Pnas.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private void assertUsageError(String named, String... arguments) {
    assertEquals(2, run(arguments));
    assertTrue(err.toString().contains(named), err.toString());
    assertFalse(err.toString().contains("\tat "), err.toString());
  }

  private void assertFailure(String named, String... arguments) {
    assertEquals(1, run(arguments));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains(named), err.toString());
  }

  @Test
  void countPrintsTheExactCountsOfFiveBlocks() {
    assertEquals(0, run("count"));
    assertTrue(out.toString().contains("3,147,356,952,080"), out.toString());
  }

  @Test
  void countOfTwoOperationsIsThatOfTheirSpace() throws IOException {
    assertEquals(0, run("count", "--blocks", "3", "--operations", "sep3x3,identity", "--json"));
    JsonNode levels = new ObjectMapper().readTree(out.toString()).get("levels");
    assertEquals(3840, levels.get(2).get("distinct").asInt());
  }

  @Test
  void countWithoutTheInputBeforeThePreviousIsThatOfItsSpace() throws IOException {
    assertEquals(0, run("count", "--blocks", "1", "--inputs", "p", "--json"));
    JsonNode level = new ObjectMapper().readTree(out.toString()).get("levels").get(0);
    assertEquals(64, level.get("raw").asInt());
    assertEquals(36, level.get("distinct").asInt(), "8 operations with repetition, unordered");
  }

  @Test
  void describePrintsThePublishedNumbersOfLarge() throws IOException {
    assertEquals(0, run("describe", "--cell", "pnasnet5", "--setting", "imagenet-large", "--json"));
    JsonNode network = new ObjectMapper().readTree(out.toString());
    assertEquals(86_057_668, network.get("parameters").asLong());
    assertEquals("cell_0", network.get("parts").get(3).get("name").asText());
    assertEquals(795_312, network.get("parts").get(3).get("parameters").asLong());
    assertEquals("[42,42,1080]", network.get("parts").get(3).get("outputShape").toString());
  }

  @Test
  void everyCommandExplainsItself() {
    for (String command : List.of("search", "predict", "count", "describe", "version")) {
      assertEquals(0, run(command, "--help"), err::toString);
      assertTrue(out.toString().startsWith("Usage: pnas " + command), out.toString());
    }
    assertEquals(0, run("--version"));
    assertTrue(out.toString().startsWith("pnas "), out.toString());
  }

  @Test
  void wrongUsageNamesTheValue() {
    assertUsageError("--bogus", "search", "--bogus");
    assertUsageError("sep9x9", "describe", "--cell", "p:sep9x9+pp:identity");
    assertUsageError("2:sep3x3", "describe", "--cell", "p:sep3x3+2:sep3x3");
    assertUsageError("from 1 to 5", "search", "--blocks", "6");
    assertUsageError("sep9x9", "count", "--operations", "sep9x9");
    assertUsageError("ppp", "count", "--inputs", "ppp");
    assertUsageError("-1 (pp), 0 (p) or both", "count", "--inputs", "1");
    assertUsageError("sep9x9", "search", "--operations", "sep9x9");
    assertUsageError("some", "search", "--concat", "some");
    assertUsageError("greedy", "search", "--strategy", "greedy");
    assertUsageError("oracle", "search", "--surrogate", "oracle");
    assertUsageError("first level of 3", "search", "--first-level", "3", "--surrogate", "mixed");
    assertUsageError("often", "search", "--refit-every", "often");
    assertUsageError("'x' in 'ucb(x)'", "search", "--acquisition", "ucb:x");
    assertUsageError("exploration is 1.5", "search", "--exploration", "1.5");
    assertUsageError("exploration is NaN", "search", "--exploration", "NaN");
    assertUsageError("gpu:N", "search", "--device", "cuda");
    assertUsageError("'rate'", "search", "--override", "rate=1");
    assertUsageError("drop-path is 2.0", "search", "--final-override", "drop-path=2");
    assertUsageError("7x7x1", "describe", "--cell", "pnasnet5", "--image", "7x7x1");
  }

  @Test
  void aRunThatFailsSaysWhyInOneLine(@TempDir Path directory) throws IOException {
    assertFailure("nothing-here", "search", "--data", directory.resolve("nothing-here").toString());
    assertFailure("none.onnx", "predict", directory.resolve("none.onnx").toString(), "a.png");
    Path corrupt = Files.createDirectories(directory.resolve("idx"));
    for (String name :
        List.of(
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte")) {
      Files.write(corrupt.resolve(name), new byte[] {0, 0, 8, 9, 0});
    }
    assertFailure("idx", "search", "--data", corrupt.toString());
    Path text = Files.writeString(directory.resolve("text.onnx"), "no model");
    assertFailure("cannot load", "predict", text.toString(), "a.png");
  }

  @Test
  void anAbsentGpuEndsTheCommandWithWhatWasLookedFor() {
    assumeTrue(CudaUtils.getGpuCount() == 0, "there is a GPU");
    assertFailure("no GPU: looked for the CUDA runtime (libcudart)", "search", "--device", "gpu");
    assertFailure("docs/gpu.md", "train", "--cell", "pnasnet5", "--device", "gpu:0");
  }

  @Tag("slow")
  @Test
  void aSearchLeavesItsFilesAndItsModelPredicts(@TempDir Path directory) throws IOException {
    Path run = directory.resolve("run");
    assertEquals(
        0,
        run(
            "search",
            "--blocks",
            "2",
            "--operations",
            "sep3x3,max3x3,identity",
            "--inputs",
            "p",
            "--concat",
            "unused",
            "--first-level",
            "5",
            "--beam",
            "2",
            "--epochs",
            "1",
            "--final-epochs",
            "2",
            "--out",
            run.toString()),
        err::toString);
    try (var files = Files.list(run)) {
      assertEquals(
          Set.of(
              "config.json",
              "study.db",
              "worker-1.log",
              "worker-2.log",
              "winner.onnx",
              "winner.tribuo",
              "MODEL_CARD.md",
              "result.json",
              "trials.csv",
              "report.html",
              "report.json"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
    if (CudaUtils.getGpuCount() == 0) {
      assertEquals(1, out.toString().split("training on the CPU", -1).length - 1, out::toString);
    }
    JsonNode result = new ObjectMapper().readTree(run.resolve("result.json").toFile());
    assertEquals(7, result.get("trials").asInt());
    assertTrue(result.get("parity").asDouble() <= 1e-4);
    try (CSVParser csv =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(run.resolve("trials.csv")))) {
      List<CSVRecord> trials = csv.getRecords();
      assertEquals(7, trials.size());
      assertEquals("2", trials.get(6).get("level"));
      for (CSVRecord trial : trials) {
        String cell = trial.get("cell");
        assertTrue(cell.matches("([p1]:(sep3x3|max3x3|identity)[+,]?)+"), cell);
      }
      assertEquals("COMPLETE", trials.get(6).get("status"), trials.get(6).get("reason"));
    }
    String model = run.resolve("winner.onnx").toString();
    Path right = picture(directory.resolve("right.png"), 8);
    assertEquals(0, run("predict", model, right.toString()), err::toString);
    assertEquals(11, out.toString().lines().count(), "the label and ten probabilities");
    Path larger = picture(directory.resolve("larger.png"), 9);
    assertEquals(0, run("predict", model, larger.toString()), err::toString);
    assertFailure("9x9", "predict", model, larger.toString(), "--fit", "exact");
  }

  private static Path picture(Path file, int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
