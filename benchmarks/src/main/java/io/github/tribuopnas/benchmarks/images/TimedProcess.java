package io.github.tribuopnas.benchmarks.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that was run to its end.
 *
 * @param output what it printed
 * @param processorSeconds of it and all processes that it started, user and system
 */
record TimedProcess(String output, double processorSeconds) {

  /** What a POSIX shell prints of its children in the second line of {@code times}. */
  private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*$");

  private static final int MINUTE = 60;

  /**
   * Runs a command.
   *
   * @throws IOException if it fails, with what it printed
   */
  static TimedProcess run(List<String> words, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" && times", "sh"));
    shell.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(shell).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher times = TIMES.matcher(output);
    if (process.waitFor() != 0 || !times.find()) {
      throw new IOException(String.join(" ", words) + " failed: " + output.strip());
    }
    return new TimedProcess(
        output, seconds(times.group(1), times.group(2)) + seconds(times.group(3), times.group(4)));
  }

  private static double seconds(String minutes, String rest) {
    return MINUTE * Integer.parseInt(minutes) + Double.parseDouble(rest);
  }
}
