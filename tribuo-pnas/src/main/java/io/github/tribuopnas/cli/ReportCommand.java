package io.github.tribuopnas.cli;

import io.github.tribuopnas.cli.progress.StandardStream;
import io.github.tribuopnas.cli.run.RunDescription;
import io.github.tribuopnas.cli.run.RunFiles;
import io.github.tribuopnas.cli.run.RunReport;
import io.github.tribuopnas.cli.run.TrialSource;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.report.Report;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pnas report}: the report of a run from the files in its directory. */
@Command(
    name = "report",
    description = "Write the report of a run, one HTML page.",
    footerHeading = "%nExample:%n",
    footer = "  ./pnas report runs/digits-20260101-120000")
final class ReportCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "RUN", description = "A run directory.")
  private Path run;

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      description = "Where to write it (RUN/report.html).")
  private @Nullable Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(run)) {
      throw new IOException("there is no run directory " + run);
    }
    Path page = out == null ? run.resolve(RunReport.PAGE) : out;
    RunFiles.refuse(page);
    AtomicFiles.write(page, report().html().getBytes(StandardCharsets.UTF_8));
    StandardStream.besides(page, spec.commandLine()).println(page);
    return 0;
  }

  private Report report() throws IOException {
    Optional<RunDescription> description =
        Files.exists(run.resolve(RunDescription.FILE))
            ? Optional.of(RunDescription.read(run))
            : Optional.empty();
    for (TrialSource source : TrialSource.ALL) {
      Path file = run.resolve(source.file());
      if (Files.exists(file)) {
        List<Trial<Cell>> trials = source.read(file);
        return description.isPresent()
            ? description.get().report(trials, run).build()
            : Report.builder().setTitle(name()).optTrials(trials).build();
      }
    }
    throw new IOException(
        run
            + " is no run directory: it has none of "
            + TrialSource.ALL.stream().map(TrialSource::file).collect(Collectors.joining(", ")));
  }

  private String name() {
    return run.toAbsolutePath().normalize().getFileName().toString();
  }
}
