package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TrainCommandTest {

  private static final List<String> SMALL =
      List.of(
          "train",
          "--cell",
          "p:sep3x3+pp:max3x3",
          "--repeats",
          "1",
          "--filters",
          "4",
          "--train-limit",
          "300",
          "--override",
          "auxiliary-weight=0",
          "--device",
          "cpu");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... further) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(SMALL);
    arguments.addAll(List.of(further));
    return Pnas.run(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
  }

  @Test
  void aTrainingLeavesItsFilesAndTellsEachEpoch(@TempDir Path directory) throws IOException {
    Path run = directory.resolve("run");
    assertEquals(0, run("--epochs", "2", "--out", run.toString()), err::toString);
    try (var files = Files.list(run)) {
      assertEquals(
          Set.of(
              "winner.onnx",
              "winner.tribuo",
              "result.json",
              "MODEL_CARD.md",
              "report.html",
              "report.json",
              "checkpoint.bin"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
    JsonNode result = new ObjectMapper().readTree(run.resolve("result.json").toFile());
    assertEquals("pp:max3x3+p:sep3x3", result.get("cell").asText());
    assertEquals("2", result.get("recipe").get("epochs").asText());
    assertEquals("crop(1)", result.get("recipe").get("augmentations").asText());
    assertTrue(result.get("parity").asDouble() <= 1e-4);
    assertTrue(result.get("validationAccuracy").isDouble());
    assertTrue(result.get("testAccuracy").isDouble());
    assertTrue(result.get("balancedTestAccuracy").isDouble());
    assertTrue(out.toString().contains("balanced accuracy 0."), out.toString());
    assertTrue(out.toString().contains("epoch 1/2 loss"), out.toString());
    assertTrue(out.toString().contains("epoch 2/2 loss"), out.toString());

    assertEquals(2, run("--epochs", "2", "--out", run.toString()));
    assertTrue(err.toString().contains("--resume"), err.toString());
    byte[] first = Files.readAllBytes(run.resolve("checkpoint.bin"));
    assertEquals(0, run("--epochs", "2", "--resume", "--out", run.toString()), err::toString);
    assertArrayEquals(first, Files.readAllBytes(run.resolve("checkpoint.bin")));
    assertEquals(1, run("--epochs", "3", "--resume", "--out", run.toString()));
    assertTrue(err.toString().contains("another run"), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  @Test
  void imagesThatCannotBeReadAreCountedAndNamed(@TempDir Path directory) throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 100; i++) {
      Path file = directory.resolve("pictures/" + (i % 2 == 0 ? "cat" : "dog") + "/" + i + ".png");
      Files.createDirectories(file.getParent());
      image.getRaster().setSample(0, 0, 0, i);
      ImageIO.write(image, "png", file.toFile());
    }
    Files.writeString(directory.resolve("pictures/cat/bro\u001bken.png"), "no picture");
    String run = directory.resolve("run").toString();
    String pictures = directory.resolve("pictures").toString();
    assertEquals(
        0, run("--epochs", "1", "--data", pictures, "--quiet", "--out", run), err::toString);
    List<String> lines = err.toString().lines().toList();
    assertEquals("pnas: warning: images that cannot be read are left out: 1", lines.get(0));
    assertTrue(lines.get(1).contains("bro\ufffdken.png cannot be read: "), err.toString());
    assertEquals(2, lines.size(), err.toString());
  }

  @Test
  void wrongUsageNamesTheValue(@TempDir Path directory) {
    String to = directory.resolve("run").toString();
    assertUsage("lion", "--out", to, "--override", "optimizer=lion(1)");
    assertUsage("unknown recipe field 'lr'; allowed are epochs", "--out", to, "--override", "lr=1");
    assertUsage("filters (F) is 0", "--out", to, "--filters", "0");
    assertUsage("repeats (N) is -1", "--out", to, "--repeats", "-1");
    assertUsage("unknown recipe 'best'", "--out", to, "--recipe", "best");
    assertUsage("epochs is 0", "--out", to, "--epochs", "0");
    assertUsage("unknown setting 'cifar100'", "--out", to, "--setting", "cifar100");
    assertUsage("19x19", "--out", to, "--setting", "imagenet-mobile");
  }

  private void assertUsage(String named, String... further) {
    // The last of an option that is given twice would be refused for that, not for its value.
    List<String> arguments = new ArrayList<>(List.of("train", "--cell", "pnasnet5"));
    arguments.addAll(List.of(further));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    int code =
        Pnas.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments.toArray(String[]::new));
    assertEquals(2, code, err::toString);
    assertTrue(err.toString().contains(named), err.toString());
  }
}
