package io.github.tribuopnas.doctor.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a program of the system prints. */
final class OutputLines {

  private static final int SECONDS = 20;

  private OutputLines() {}

  /** Returns the lines; none if there is no such program, or it fails, or it does not end. */
  static List<String> of(String... command) {
    try {
      Path output = Files.createTempFile("pnas-doctor", ".txt");
      try {
        return lines(output, command);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException absent) {
      // There is no such program, which is an answer too.
      return List.of();
    }
  }

  private static List<String> lines(Path output, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean succeeds = process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      return succeeds ? Files.readAllLines(output, StandardCharsets.ISO_8859_1) : List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      process.destroyForcibly();
    }
  }
}
