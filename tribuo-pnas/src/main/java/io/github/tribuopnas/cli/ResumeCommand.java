package io.github.tribuopnas.cli;

import io.github.tribuopnas.cli.run.RunConfiguration;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.training.engine.DeviceOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pnas resume}: continues a search that was stopped, with the options it had. */
@Command(
    name = "resume",
    description =
        "Continue an interrupted search with its own options. The result is the same as"
            + " without the interruption.",
    footerHeading = "%nExample%n",
    footer = "  pnas resume runs/digits-20260101-120000")
final class ResumeCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "RUN", description = "The run directory.")
  private Path run;

  @Option(
      names = "--retry-failed",
      description = "Try failed trials again, after their cause was repaired.")
  private boolean retryFailed;

  @ArgGroup(validate = false, heading = "%nOther than before%n")
  private final ExecutionOptions execution = new ExecutionOptions();

  @ArgGroup(validate = false, heading = "%nAnother device, which may round sums differently%n")
  private final DeviceOptions device = new DeviceOptions();

  @ArgGroup(validate = false, heading = "%nOutput%n")
  private final OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Set<String> replaced = new HashSet<>();
    List<String> words = new ArrayList<>();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (option.userObject() instanceof Field field
          && OptionGroup.class.isAssignableFrom(field.getDeclaringClass())) {
        replaced.add(option.longestName());
        option.stringValues().forEach(value -> words.add(option.longestName() + "=" + value));
      }
    }
    if (Set.of(ExecutionOptions.THREADS, ExecutionOptions.SPARK)
        .contains(execution.value("executor"))) {
      // It was the limit of processes, of which there are none now.
      replaced.add("--memory");
    }
    words.addAll(0, RunConfiguration.read(run).words(replaced));
    words.add(0, "search");
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
