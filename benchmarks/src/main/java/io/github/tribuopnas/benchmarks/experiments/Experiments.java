package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.benchmarks.cluster.ClusterStudy;
import io.github.tribuopnas.benchmarks.curves.HalvingStudy;
import io.github.tribuopnas.benchmarks.curves.RankStudy;
import io.github.tribuopnas.benchmarks.export.Int8Study;
import io.github.tribuopnas.benchmarks.export.OnnxModels;
import io.github.tribuopnas.benchmarks.front.ParetoStudy;
import io.github.tribuopnas.benchmarks.gpu.GpuCheck;
import io.github.tribuopnas.benchmarks.images.ImageSearchStudy;
import io.github.tribuopnas.benchmarks.images.TimeLimitStudy;
import io.github.tribuopnas.benchmarks.live.LatencyPredictionStudy;
import io.github.tribuopnas.benchmarks.live.LiveParetoStudy;
import io.github.tribuopnas.benchmarks.prior.PriorStudy;
import io.github.tribuopnas.options.DebugOption;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code benchmarks/run}: each experiment is a subcommand. */
@Command(
    name = "benchmarks/run",
    description =
        "Experiments behind the documentation; 'jmh ...' runs the JMH benchmarks instead.",
    mixinStandardHelpOptions = true,
    subcommands = {
      EfficiencyStudy.class,
      SideBySide.class,
      Profile.class,
      Workers.class,
      Memory.class,
      LoopCost.class,
      JmhTable.class,
      PredictorStudy.class,
      Table2Study.class,
      ImageSearchStudy.class,
      TimeLimitStudy.class,
      OnnxModels.class,
      Int8Study.class,
      HalvingStudy.class,
      StepCostStudy.class,
      RankStudy.class,
      PriorStudy.class,
      ClusterStudy.class,
      GpuCheck.class,
      ParetoStudy.class,
      LiveParetoStudy.class,
      LatencyPredictionStudy.class,
    })
public final class Experiments {

  private static final int FAILED = 1;

  /** Held, since java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger ROOT = Logger.getLogger("");

  @Mixin private final DebugOption debug = new DebugOption();

  private Experiments() {}

  /**
   * Runs an experiment and ends the process: with 0, with 1 if it failed, with 2 for wrong usage.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    ROOT.setLevel(Level.SEVERE);
    System.exit(
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments));
  }

  /**
   * Runs an experiment in this process.
   *
   * @param out takes results
   * @param err takes errors
   * @param arguments as typed
   * @return 0, 1 for an experiment that failed, 2 for wrong usage
   */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Experiments experiments = new Experiments();
    return new CommandLine(experiments)
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (experiments.debug.isGiven()) {
                failure.printStackTrace(command.getErr());
              } else {
                String message = failure.getMessage();
                command.getErr().println("benchmarks: " + (message == null ? failure : message));
              }
              return FAILED;
            })
        .execute(arguments);
  }
}
