package io.github.tribuopnas.cli;

import io.github.tribuopnas.base.Counted;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.cli.run.RunFiles;
import io.github.tribuopnas.cli.run.RunNetwork;
import io.github.tribuopnas.network.NetworkOptions;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.objective.LatencyMeter;
import io.github.tribuopnas.objective.LatencyTable;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pnas latency}: how long the models of cells take on this machine. */
@Command(
    name = "latency",
    description = {
      "Time the exported models of cells on this machine, for --latency-device of a search"
          + " elsewhere. Their weights need no training for that.",
      "What the file has already is not measured again."
    },
    showDefaultValues = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples%n",
    footer = {
      "  pnas latency runs/digits-20260101-120000 --csv phone.csv",
      "      times all cells that a search has asked for, as it would serve them",
      "  pnas latency --cell resnet --filters 16 --image 28x28x1 --classes 10 --csv phone.csv",
      "      times one cell"
    })
@SuppressWarnings("NullAway.Init") // picocli sets options that are required.
final class LatencyCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "The directory of a search. Network, threads and batch are those of it.")
  private @Nullable Path run;

  @Option(
      names = "--csv",
      required = true,
      paramLabel = "FILE",
      description = "The file that is written; it is written anew after each cell.")
  private Path csv;

  @ArgGroup(validate = false, heading = "%nInstead of a run%n")
  private final NetworkOptions network = new NetworkOptions().withSetting(Setting.PROXY);

  @Option(names = "--image", paramLabel = "HxWxC", description = "Size of the images.")
  private @Nullable String image;

  @Option(names = "--classes", paramLabel = "N", description = "Number of classes.")
  private @Nullable Integer classes;

  @Option(
      names = "--latency-threads",
      paramLabel = "N",
      description = "Threads of ONNX Runtime; 1 if not given.")
  private @Nullable Integer threads;

  @Option(
      names = "--latency-batch",
      paramLabel = "N",
      description = "Images of a run; 1 if not given.")
  private @Nullable Integer batch;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RunFiles.refuse(csv);
    RunNetwork timed = run == null ? ofCell() : RunNetwork.read(requireAlone(run));
    LatencyTable table = LatencyTable.of(timed.network(), timed.meter());
    if (Files.exists(csv)) {
      try {
        table = LatencyTable.read(csv).require(timed.network(), timed.meter());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            csv + ": " + e.getMessage() + "; choose another file", e);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    for (Cell cell : timed.cells()) {
      if (table.of(cell).isEmpty()) {
        LatencyMeter.Timing timing = timed.meter().time(timed.network().withCell(cell));
        table = table.with(cell, new LatencyTable.Timing(timing.milliseconds(), timing.error()));
        AtomicFiles.write(csv, table.csv());
        out.printf(
            Locale.ROOT, "%8.3f ms ± %.3f  %s%n", timing.milliseconds(), timing.error(), cell);
        out.flush();
      }
    }
    out.println(csv + " has " + Counted.of(table.timings().size(), "cell"));
    out.flush();
    return 0;
  }

  private Path requireAlone(Path directory) {
    CommandLine.ParseResult parsed = spec.commandLine().getParseResult();
    parsed.matchedOptions().stream()
        .filter(option -> !option.longestName().equals("--csv"))
        .filter(option -> !option.longestName().equals("--debug"))
        .findFirst()
        .ifPresent(
            option -> {
              throw wrong(option.longestName() + " and a run: give one of them");
            });
    return directory;
  }

  private RunNetwork ofCell() {
    network.postConfig();
    try {
      Setting.Builder builder = network.builder();
      if (image != null) {
        builder.optImage(ImageShape.parse(image));
      }
      if (classes != null) {
        builder.optClasses(classes);
      }
      NetworkSpec described = builder.build();
      LatencyMeter meter =
          new LatencyMeter(threads == null ? 1 : threads, batch == null ? 1 : batch);
      return new RunNetwork(described, List.of(described.cell()), meter);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private CommandLine.ParameterException wrong(@Nullable String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
