package io.github.tribuopnas.cli;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.cli.model.EvaluateCommand;
import io.github.tribuopnas.cli.model.ExportCommand;
import io.github.tribuopnas.cli.model.PredictCommand;
import io.github.tribuopnas.cli.model.VerifyCommand;
import io.github.tribuopnas.cli.progress.Printable;
import io.github.tribuopnas.cli.progress.StandardStream;
import io.github.tribuopnas.cli.run.FormerOptions;
import io.github.tribuopnas.cli.run.ProgramVersion;
import io.github.tribuopnas.options.DebugOption;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code pnas}. */
@Command(
    name = "pnas",
    description = "Progressive neural architecture search for images.",
    versionProvider = ProgramVersion.class,
    subcommands = {
      SearchCommand.class,
      ResumeCommand.class,
      ShowCommand.class,
      TrainCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      VerifyCommand.class,
      LatencyCommand.class,
      CountCommand.class,
      DescribeCommand.class,
      ReportCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      Pnas.VersionCommand.class
    })
public final class Pnas {

  private static final int FAILED = 1;

  /** What a shell reports of a program that SIGPIPE has ended. */
  private static final int NOBODY_READS = 141;

  /** Held, since java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger ROOT = Logger.getLogger("");

  /** Prints stack traces of what is told by exceptions too. */
  private static final Logger SQLITE = Logger.getLogger("org.sqlite");

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  private boolean version;

  @Mixin private final DebugOption debug = new DebugOption();

  private Pnas() {}

  /**
   * Runs the command.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    ROOT.setLevel(Level.SEVERE);
    SQLITE.setLevel(Level.OFF);
    // Tribuo looks methods up by capitalized names, which differ in Turkish.
    Locale.setDefault(Locale.ROOT);
    System.exit(
        run(
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            arguments));
  }

  /** Returns the command as it is described to people: its options and all its parts. */
  static CommandLine commandLine() {
    return new CommandLine(new Pnas());
  }

  /**
   * Runs the command in this process.
   *
   * @param out takes results
   * @param err takes errors
   * @param arguments as typed
   * @return 0, 1 for a run that failed, 2 for wrong usage
   */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Pnas pnas = new Pnas();
    return new CommandLine(pnas)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(
            (failure, words) -> {
              CommandLine command = failure.getCommandLine();
              command
                  .getErr()
                  .println("pnas: " + Printable.line(String.valueOf(failure.getMessage())));
              command
                  .getErr()
                  .println(
                      "pnas: "
                          + command.getCommandSpec().qualifiedName()
                          + " --help shows what there is");
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionStrategy(
            parsed -> {
              RepeatedOptions.refuse(parsed);
              return new CommandLine.RunLast().execute(parsed);
            })
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof IOException written && StandardStream.isBrokenPipe(written)) {
                return NOBODY_READS;
              }
              String text =
                  pnas.debug.isGiven() ? trace(failure) : "pnas: " + Diagnosis.of(failure);
              command.getErr().println(Printable.lines(text));
              return failure instanceof PropertyException ? CommandLine.ExitCode.USAGE : FAILED;
            })
        .execute(
            FormerOptions.replaced(List.of(arguments), notice -> err.println("pnas: " + notice))
                .toArray(String[]::new));
  }

  /**
   * Runs the command, and fails if what it prints cannot be written.
   *
   * @param out takes results
   * @param err takes errors
   * @param arguments as typed
   * @return 0, 1 for a run that failed, 2 for wrong usage, 141 if the reader of the results has
   *     gone
   */
  static int run(OutputStream out, OutputStream err, String... arguments) {
    StandardStream results = new StandardStream(out);
    PrintWriter errors = new StandardStream(err).writer();
    int code;
    try {
      code = run(results.writer(), errors, arguments);
    } catch (Error e) {
      // Native code that cannot be loaded, or lacking memory; picocli does not catch errors.
      boolean debug = List.of(arguments).contains("--debug");
      errors.println(debug ? trace(e) : "pnas: " + Printable.lines(Diagnosis.of(e)));
      code = FAILED;
    }
    Optional<IOException> failure = results.failure();
    if (failure.isEmpty()) {
      return code;
    }
    if (StandardStream.isBrokenPipe(failure.get())) {
      return NOBODY_READS;
    }
    errors.println("pnas: the output cannot be written: " + failure.get().getMessage());
    return code == 0 ? FAILED : code;
  }

  private static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return trace.toString().stripTrailing();
  }

  /** {@code pnas version}. */
  @Command(
      name = "version",
      description = "Print the version.",
      footerHeading = "%nExample:%n",
      footer = "  ./pnas version")
  static final class VersionCommand implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      spec.commandLine().getOut().println(new ProgramVersion().getVersion()[0]);
    }
  }
}
