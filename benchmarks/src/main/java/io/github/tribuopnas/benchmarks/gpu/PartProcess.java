package io.github.tribuopnas.benchmarks.gpu;

import io.github.tribuopnas.training.engine.EngineProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a part measured in a process of its own, which native code may have taken down.
 *
 * @param part the part
 * @param measurements what it found, up to its end
 * @param lacks why there is no more; empty if it came to its end
 */
record PartProcess(CheckPart part, List<Measurement> measurements, String lacks) {

  static final String LACKS = "pnas-lacks ";
  private static final int SIGNAL = 128;

  /** Runs a part. */
  static PartProcess run(CheckPart part, List<String> arguments, Duration limit, String mainClass)
      throws IOException, InterruptedException {
    if (limit.isNegative() || limit.isZero()) {
      return new PartProcess(part, List.of(), "no time was left");
    }
    Path output = Files.createTempFile("gpu-check", ".txt");
    try {
      List<String> words =
          Stream.concat(arguments.stream(), Stream.of("--part", part.text())).toList();
      Process process =
          EngineProcess.builder(List.of("-Dai.djl.offline=true"), mainClass, words)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended;
      try {
        ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      List<String> lines =
          new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1).lines().toList();
      return new PartProcess(
          part,
          lines.stream().flatMap(line -> Measurement.parse(line).stream()).toList(),
          ended
              ? lacks(lines, process.waitFor())
              : "it took more than " + limit.toSeconds() + " s");
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static String lacks(List<String> lines, int status) {
    if (status == 0) {
      return "";
    }
    String end =
        status > SIGNAL
            ? "its process was killed by signal " + (status - SIGNAL)
            : "its process ended with status " + status;
    return lines.stream()
        .filter(line -> line.startsWith(LACKS))
        .map(line -> line.substring(LACKS.length()))
        .findFirst()
        .orElseGet(
            () -> end + lines.stream().reduce((a, b) -> b).map(last -> ": " + last).orElse(""));
  }
}
