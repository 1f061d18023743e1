package io.github.tribuopnas.doctor.machine;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.base.Failures;
import io.github.tribuopnas.training.engine.EngineProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Asks a {@link Probe} in a process of its own.
 *
 * @param mainClass the class that looks
 * @param limit how long it may take
 */
record ProbeProcess(String mainClass, Duration limit) {

  private static final String OFFLINE = "ai.djl.offline";
  private static final int SIGNAL = 128;

  /**
   * Asks.
   *
   * @param type of the answer
   * @param failed makes the answer of a reason why there is none
   * @param arguments what to look at
   * @return what was found
   * @throws InterruptedException if the thread was interrupted; the process is killed
   */
  <T> T ask(Class<T> type, Function<String, T> failed, String... arguments)
      throws InterruptedException {
    try {
      Path output = Files.createTempFile("pnas-doctor", ".txt");
      try {
        return ask(type, failed, output, arguments);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      return failed.apply("no process can be started: " + Failures.message(e));
    }
  }

  private <T> T ask(Class<T> type, Function<String, T> failed, Path output, String... arguments)
      throws IOException, InterruptedException {
    String offline = "-D" + OFFLINE + "=" + System.getProperty(OFFLINE, "true");
    Process process =
        EngineProcess.builder(List.of(offline), mainClass, Arrays.asList(arguments))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return failed.apply("no answer within " + limit.toSeconds() + " s");
      }
    } finally {
      process.destroyForcibly();
    }
    // What native code prints may be in any character set.
    List<String> lines =
        new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1).lines().toList();
    for (String line : lines) {
      if (line.startsWith(Probe.ANSWER)) {
        return new ObjectMapper().readValue(line.substring(Probe.ANSWER.length()), type);
      }
    }
    return failed.apply(end(process.exitValue(), lines));
  }

  private static String end(int status, List<String> lines) {
    String end =
        status > SIGNAL
            ? "its process was killed by signal " + (status - SIGNAL)
            : "its process ended with status " + status;
    return end + ProbeOutput.reason(lines).map(reason -> " (" + reason + ")").orElse("");
  }
}
