package io.github.tribuopnas.cli;

import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.cli.progress.DurationText;
import io.github.tribuopnas.cli.progress.MemoryText;
import io.github.tribuopnas.search.Budget;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a search about how it runs; what it finds depends on none but the budgets. */
final class ExecutionOptions {

  /** What trains candidates. */
  enum Executor {
    /** Processes of their own. */
    POOL,
    /** Threads of this process. */
    THREADS,
    /** A cluster of Apache Spark. */
    SPARK;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String MEMORY = "--memory";
  private static final int FAILURES = 3;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Candidates trained at once. By default one for each GPU, or else for each core.")
  private Integer workers;

  @Option(
      names = "--executor",
      paramLabel = "pool|threads|spark",
      description =
          "Train candidates in processes of their own, which may crash or hang without harm, in"
              + " threads of this one, or on a cluster of Spark, see docs/spark.md.")
  private Executor executor = Executor.POOL;

  @Option(
      names = MEMORY,
      paramLabel = "SIZE",
      description =
          "Kill a worker process that holds more memory, such as 4G; its trial is tried again or"
              + " fails. By default there is no limit.",
      converter = MemoryText.class)
  private Long memory;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "Times that a trial whose worker crashed, hung or ran over is tried again.")
  private int retries = 1;

  @Option(
      names = "--max-trials",
      paramLabel = "N",
      description = "End after N trials in all; 0 has no limit.")
  private int maxTrials;

  @Option(
      names = "--max-time",
      paramLabel = "TIME",
      description = "Start no trial any more after TIME from now, such as 90m or 2h30m.",
      converter = DurationText.class)
  private Duration maxTime;

  @Option(
      names = "--trial-timeout",
      paramLabel = "TIME",
      description = "Fail a trial that takes longer, such as 10m.",
      converter = DurationText.class)
  private Duration trialTimeout;

  @Option(
      names = "--reuse",
      paramLabel = "RUN",
      split = ",",
      description =
          "Take over from other runs what was trained there already: cells of the same network,"
              + " recipe, images and seed.")
  private List<Path> reuse = List.of();

  @Option(
      names = "--resume",
      description = "Go on with the search in --out; pnas resume RUN does so with its options.")
  boolean resume;

  @Option(names = "--retry-failed", description = "With --resume: try again what failed.")
  private boolean retryFailed;

  /** Returns how many candidates train at once. */
  int workers(DeviceChoice device) {
    if (workers != null) {
      return workers;
    }
    int gpus = device.gpus().size();
    if (gpus == 0) {
      return Runtime.getRuntime().availableProcessors();
    }
    // All threads of this process train on the first.
    return executor == Executor.POOL ? gpus : 1;
  }

  /**
   * Returns the run.
   *
   * @param command the command, for wrong usage
   * @param directory the run directory
   * @param messages takes what there is to be taken over
   */
  SearchRun run(CommandLine command, Path directory, PrintWriter messages) {
    check(command);
    Budget budget = Budget.UNLIMITED.withFailuresInARow(FAILURES);
    if (maxTrials != 0) {
      budget = budget.withTrials(maxTrials);
    }
    if (maxTime != null) {
      budget = budget.withTime(maxTime);
    }
    SearchRun.Builder run =
        SearchRun.builder().optDirectory(directory).optBudget(budget).optRetries(retries);
    if (executor == Executor.POOL) {
      run.optWorkerPool(directory);
    }
    if (executor == Executor.SPARK) {
      run.optExecutor(
          ClusterExecutor.of(retries, trialTimeout == null ? Budget.FOREVER : trialTimeout));
    }
    if (memory != null) {
      run.optWorkerMemory(memory);
    }
    if (!reuse.isEmpty()) {
      run.optReuse(reused(messages), messages::println);
    }
    if (trialTimeout != null) {
      run.optTrialTimeout(trialTimeout);
    }
    if (retryFailed) {
      run.optRetryFailed();
    }
    return run.build();
  }

  /** Returns the runs to take from; a search that goes on does without those that are gone. */
  private List<Path> reused(PrintWriter messages) {
    if (!resume) {
      return reuse;
    }
    List<Path> there = new ArrayList<>();
    for (Path run : reuse) {
      if (Files.exists(run.resolve(SearchRun.STUDY))) {
        there.add(run);
      } else {
        messages.println(run + " is gone; what was not taken over yet is trained");
      }
    }
    return there;
  }

  private void check(CommandLine command) {
    if (memory != null && executor != Executor.POOL) {
      throw new ParameterException(
          command,
          MEMORY
              + " limits worker processes, but --executor is "
              + executor
              + "; leave it out, or use --executor pool");
    }
    if (executor == Executor.SPARK && workers == null) {
      throw new ParameterException(
          command,
          "--executor spark needs --workers: as many as the cluster has task slots or GPUs for this"
              + " search");
    }
  }
}
