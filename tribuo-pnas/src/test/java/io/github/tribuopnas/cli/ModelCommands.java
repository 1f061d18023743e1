package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.PNASModel;
import io.github.tribuopnas.UntrainedModels;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A run whose winner has random weights, and a command that works on it. */
abstract class ModelCommands {

  static final ImageFormat FORMAT = ImageFormat.of(9, 8, 3);

  @TempDir static Path directory;

  static Path run;

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  @BeforeAll
  static void makeRun() throws IOException {
    run = Files.createDirectories(directory.resolve("run"));
    ImageDataset data = UntrainedModels.dataset(UntrainedModels.images(FORMAT, 12, 3));
    try (PNASModel model = UntrainedModels.of(data, FORMAT)) {
      Files.write(run.resolve("winner.onnx"), model.onnx());
      Files.write(run.resolve("winner.tribuo"), model.serialize().toByteArray());
    }
  }

  int run(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return Pnas.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  void assertFails(String named, Object... arguments) {
    assertEquals(1, run(arguments));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains(named), err.toString());
  }

  static Path picture(Path file, int seed) throws IOException {
    BufferedImage image = new BufferedImage(8, 9, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 72; i++) {
      image.setRGB(i % 8, i / 8, seed * 31 + i * 0x10203);
    }
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
