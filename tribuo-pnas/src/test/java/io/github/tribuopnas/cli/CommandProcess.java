package io.github.tribuopnas.cli;

import io.github.tribuopnas.execution.WithoutSpark;
import io.github.tribuopnas.execution.pool.Worker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command in a process of its own, which tells of each trial as it ends. */
final class CommandProcess {

  private static final String TRIAL = "level \\d+ \\d+/\\d+ .*";

  private final Process process;
  private final BufferedReader lines;
  private final StringBuilder output = new StringBuilder();

  private CommandProcess(Process process) {
    this.process = process;
    lines = process.inputReader();
  }

  static CommandProcess start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(InterruptionTest.INTERRUPTIBLE);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=1",
            "-Djava.awt.headless=true",
            Pnas.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", WithoutSpark.classPath());
    // Of its workers too: all are over before the better compiler has paid.
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    return new CommandProcess(builder.start());
  }

  /** Waits until so many more trials have ended, or the command; returns whether the former. */
  boolean awaitTrials(int count) throws IOException {
    int ended = 0;
    while (ended < count) {
      String line = lines.readLine();
      if (line == null) {
        return false;
      }
      output.append(line).append('\n');
      ended += line.matches(TRIAL) ? 1 : 0;
    }
    return true;
  }

  /** Waits for its end and returns its status. */
  int end() throws IOException, InterruptedException {
    awaitTrials(Integer.MAX_VALUE);
    return process.waitFor();
  }

  /** Kills it and waits until its workers, which notice, have gone too. */
  void kill() throws InterruptedException {
    List<ProcessHandle> workers = workers();
    process.destroyForcibly().waitFor();
    workers.forEach(worker -> worker.onExit().join());
  }

  void interrupt() throws IOException, InterruptedException {
    InterruptionTest.interrupt(process);
  }

  List<ProcessHandle> workers() {
    return process
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains(Worker.class.getName()))
        .toList();
  }

  /** What it printed, as far as it was awaited. */
  String output() {
    return output.toString();
  }
}
