package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.codec.ImagePng;
import io.github.tribuopnas.image.source.DigitImages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of few pictures without a test part: each is labeled by a network that has not seen it.
 */
@Tag("slow")
class CrossedTestTest {

  private static final int OF_A_CLASS = 10;

  @TempDir static Path directory;

  private static Path pictures;

  private final StringWriter out = new StringWriter();

  /** Ten each of three digits. */
  @BeforeAll
  static void pictures() throws IOException {
    pictures = directory.resolve("few");
    PackedImages digits = DigitImages.load().train().images();
    int[] written = new int[3];
    for (int i = 0; i < digits.size(); i++) {
      int label = digits.label(i);
      if (label < written.length && written[label] < OF_A_CLASS) {
        Path folder = Files.createDirectories(pictures.resolve("digit " + label));
        Files.write(folder.resolve("größe " + written[label]++ + ".png"), ImagePng.of(digits, i));
      }
    }
  }

  private int run(String... words) {
    out.getBuffer().setLength(0);
    return Pnas.run(new PrintWriter(out, true), new PrintWriter(out, true), words);
  }

  private Path search(String name, String... more) {
    Path run = directory.resolve(name);
    List<String> words =
        new ArrayList<>(
            List.of(
                "search",
                "--data=" + pictures,
                "--cache=off",
                "--executor=threads",
                "--workers=1",
                "--filters=4",
                "--repeats=1",
                "--blocks=1",
                "--first-level=3",
                "--halving=off",
                "--epochs=1",
                "--final-epochs=2",
                "--out=" + run));
    words.addAll(List.of(more));
    assertEquals(0, run(words.toArray(String[]::new)), out::toString);
    return run;
  }

  private static JsonNode result(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("result.json").toFile());
  }

  @Test
  void thirtyPicturesGiveTheModelAFigureOfItsOwn() throws IOException {
    Path run = search("thirty");
    String told = out.toString();
    assertTrue(told.contains("test: too few images to set some aside; each of the 30"), told);
    assertTrue(told.contains("crossed validation: part 5 of 5"), told);
    assertTrue(told.contains("again without each of 5 parts of them, to compare and to"), told);
    assertTrue(
        told.contains("1 epoch without each of 5 parts: "), "finalists are compared: " + told);
    assertTrue(told.contains("2 epochs without each of 5 parts: "), "the best is judged: " + told);
    assertTrue(told.contains("fitted on all training images, each judged by networks like"), told);
    assertTrue(told.contains("winner 1/2 "), told);
    assertTrue(told.contains("in 5 parts, each labeled by a network like the model's"), told);
    assertTrue(told.contains("trained on the 4 of 5 parts that it is not in"), told);
    JsonNode result = result(run);
    assertEquals(5, result.get("folds").asInt());
    JsonNode network = result.get("model").get("networks").get(0);
    assertEquals(5, result.get("model").get("folds").asInt());
    assertTrue(network.get("temperature").asDouble() != 1, network::toString);
    assertEquals("0.1", network.get("recipe").get("label-smoothing").asText());
    JsonNode test = result.get("test");
    assertEquals(30, test.get("images").asInt());
    double accuracy = test.get("accuracy").asDouble();
    assertEquals(
        Math.sqrt(accuracy * (1 - accuracy) / 30), test.get("accuracyError").asDouble(), 1e-12);
    String card = Files.readString(run.resolve("MODEL_CARD.md"));
    assertTrue(card.contains("On all 30 training images, each labeled by a network"), card);
    assertTrue(card.contains("none of their own: the training images are crossed"), card);
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains("30 cross-validated images"), "the page tells what was measured");
    assertTrue(page.contains("trained without it"), "and by what");
    assertEquals(0, run("show", run.toString()));
    assertTrue(out.toString().contains(", by crossed validation"), out::toString);
    assertTrue(
        out.toString().contains("winner              " + result.get("cell").asText()),
        out::toString);
  }

  /** The model has learned from all of them, and is the same whether it is tested or not. */
  @Test
  void theModelIsThatOfASearchThatTestsNothing() throws IOException {
    Path run = search("crossed", "--test=crossed(2)", "--contenders=none");
    JsonNode crossed = result(run);
    assertEquals(0, run("show", run.toString()));
    List<String> marked = out.toString().lines().filter(line -> line.endsWith("  winner")).toList();
    assertEquals(1, marked.size(), out::toString);
    assertTrue(marked.get(0).contains(crossed.get("cell").asText()), marked.get(0));
    JsonNode untested = result(search("untested", "--test=0", "--contenders=none"));
    assertEquals(2, crossed.get("folds").asInt());
    assertTrue(untested.get("test").isNull() && !untested.has("folds"), untested.toString());
    assertEquals(untested.get("cell"), crossed.get("cell"));
    assertEquals(untested.get("parity"), crossed.get("parity"));
  }

  @Test
  void aTrainingIsCrossedToo() throws IOException {
    Path run = directory.resolve("trained");
    assertEquals(
        0,
        run(
            "train",
            "--cell=resnet",
            "--setting=proxy",
            "--repeats=1",
            "--filters=4",
            "--stem-multiplier=1",
            "--recipe=search",
            "--epochs=1",
            "--validation=0",
            "--override=augmentations=none",
            "--data=" + pictures,
            "--cache=off",
            "--out=" + run),
        out::toString);
    assertEquals(5, result(run).get("folds").asInt());
    assertEquals(30, result(run).get("test").get("images").asInt());
    assertTrue(out.toString().contains("crossed validation: part 1 of 5"), out::toString);
  }
}
