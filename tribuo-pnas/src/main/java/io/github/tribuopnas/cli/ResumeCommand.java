package io.github.tribuopnas.cli;

import io.github.tribuopnas.cli.run.RunConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pnas resume}: goes on with a search that was stopped, with the options it had. */
@Command(
    name = "resume",
    description =
        "Go on with a search that was stopped, at whatever moment. It ends like one that never"
            + " was.",
    footerHeading = "%nExample%n",
    footer = "  pnas resume runs/digits-20260101-120000")
final class ResumeCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "RUN", description = "The run directory.")
  private Path run;

  @Option(
      names = "--max-trials",
      paramLabel = "N",
      description = "A new limit of trials in all; 0 has none.")
  private String maxTrials;

  @Option(
      names = "--max-time",
      paramLabel = "TIME",
      description = "A new limit of time from now, such as 2h30m.")
  private String maxTime;

  @Option(
      names = "--trial-timeout",
      paramLabel = "TIME",
      description = "A new limit of a trial's time.")
  private String trialTimeout;

  @Option(names = "--workers", paramLabel = "N", description = "Another number of workers.")
  private String workers;

  @Option(
      names = "--executor",
      paramLabel = "pool|threads|spark",
      description = "Train what is left on something else.")
  private String executor;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "A new limit of a worker's memory, such as 4G.")
  private String memory;

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|gpu|gpu:N",
      description = "Another device; sums may be rounded in another order there.")
  private String device;

  @Option(
      names = "--retry-failed",
      description = "Try again what failed, after its cause was repaired.")
  private boolean retryFailed;

  @ArgGroup(validate = false)
  private final OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Map<String, String> replaced = new LinkedHashMap<>();
    replaced.put("--max-trials", maxTrials);
    replaced.put("--max-time", maxTime);
    replaced.put("--trial-timeout", trialTimeout);
    replaced.put("--workers", workers);
    replaced.put("--executor", executor);
    replaced.put("--memory", memory);
    replaced.put("--device", device);
    replaced.values().removeIf(Objects::isNull);
    List<String> words = new ArrayList<>(List.of("search"));
    Set<String> dropped = new HashSet<>(replaced.keySet());
    if (executor != null && !executor.equals(ExecutionOptions.Executor.POOL.toString())) {
      // It was that of processes which there are none of now.
      dropped.add("--memory");
    }
    words.addAll(RunConfiguration.read(run).words(dropped));
    replaced.forEach((name, value) -> words.add(name + "=" + value));
    if (retryFailed) {
      words.add("--retry-failed");
    }
    words.addAll(output.words());
    words.add("--resume");
    words.add("--out=" + run);
    return Pnas.run(
        spec.commandLine().getOut(), spec.commandLine().getErr(), words.toArray(String[]::new));
  }
}
