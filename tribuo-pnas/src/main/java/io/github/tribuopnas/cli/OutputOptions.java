package io.github.tribuopnas.cli;

import io.github.tribuopnas.cli.progress.DownloadBar;
import io.github.tribuopnas.cli.progress.NoProgress;
import io.github.tribuopnas.cli.progress.ProgressBars;
import io.github.tribuopnas.cli.progress.ProgressDisplay;
import io.github.tribuopnas.cli.progress.ProgressLines;
import io.github.tribuopnas.cli.progress.Terminal;
import io.github.tribuopnas.cli.run.Summary;
import io.github.tribuopnas.image.download.DownloadListener;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of a run about what it prints. */
final class OutputOptions {

  private static final String QUIET = "--quiet";
  private static final String JSON = "--json";

  @Option(
      names = {"-q", QUIET},
      description = "Show no progress, only the result and errors.")
  private boolean quiet;

  @Option(
      names = JSON,
      description =
          "Print the result as one JSON object on standard output; progress goes to standard"
              + " error.")
  private boolean json;

  /** Returns where messages go that are not the result. */
  PrintWriter messages(CommandSpec spec) {
    if (quiet) {
      return new PrintWriter(Writer.nullWriter());
    }
    return json ? spec.commandLine().getErr() : spec.commandLine().getOut();
  }

  /** Returns what shows progress. */
  ProgressDisplay display(CommandSpec spec) {
    if (quiet) {
      return new NoProgress();
    }
    return Terminal.isWatched() ? new ProgressBars() : new ProgressLines(messages(spec));
  }

  /** Returns what shows downloads. */
  DownloadListener downloads() {
    return quiet || !Terminal.isWatched() ? DownloadListener.NONE : new DownloadBar();
  }

  /** Prints the result. */
  void print(CommandSpec spec, Summary summary, Path run) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(summary.json(run));
    } else {
      summary.print(out, run);
    }
    out.flush();
  }

  /** Returns the words of a command line that prints as this one. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (quiet) {
      words.add(QUIET);
    }
    if (json) {
      words.add(JSON);
    }
    return words;
  }
}
