package io.github.tribuopnas.benchmarks.gpu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.training.engine.EngineProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The command, searching Fashion-MNIST for two minutes, or the digits where it is not there. */
final class TimedSearch implements CheckPart.Work {

  private static final String PART = "search";
  private static final String COMMAND = "io.github.tribuopnas.cli.Pnas";
  private static final double NANOS = 1e9;

  private static final List<String> SMALL =
      List.of(
          "--blocks=1",
          "--first-level=5",
          "--epochs=1",
          "--final-epochs=1",
          "--filters=4",
          "--train-limit=60",
          "--executor=threads");

  @Override
  public void measure(CheckSetup setup, Consumer<Measurement> found)
      throws IOException, InterruptedException {
    Path run = Files.createTempDirectory("pnas-search");
    try {
      List<String> words = new ArrayList<>(List.of("search", "--json", "--device", setup.device()));
      words.add("--out=" + run.resolve("run"));
      if (setup.isSmall()) {
        words.addAll(SMALL);
      } else {
        words.addAll(List.of("--time-limit=2m", "--per-gpu=auto"));
        if (Files.isDirectory(fashion())) {
          words.addAll(List.of("--data", "fashion-mnist"));
        }
      }
      Process process =
          EngineProcess.builder(List.of("-Dai.djl.offline=true"), COMMAND, words)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      long start = System.nanoTime();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("the search ended with status " + process.exitValue());
      }
      found.accept(new Measurement(PART, "time", (System.nanoTime() - start) / NANOS, "s"));
      JsonNode result = new ObjectMapper().readTree(output);
      found.accept(new Measurement(PART, "trials", result.get("trials").asInt(), ""));
      found.accept(
          new Measurement(PART, "test accuracy", result.get("testAccuracy").asDouble(), ""));
    } finally {
      try (Stream<Path> files = Files.walk(run)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Path fashion() {
    return Path.of(System.getProperty("user.home"), ".cache", "tribuo-pnas", "fashion-mnist");
  }
}
