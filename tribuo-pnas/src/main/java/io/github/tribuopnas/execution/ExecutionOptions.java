package io.github.tribuopnas.execution;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.base.DurationText;
import io.github.tribuopnas.base.MemorySize;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.options.PathList;
import io.github.tribuopnas.options.Range;
import io.github.tribuopnas.search.Budget;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How the candidates of a search are trained; what it finds depends on its limits alone. */
public final class ExecutionOptions extends OptionGroup<ExecutionOptions> {

  /** Processes where the search is kept in a directory, else threads. */
  public static final String AUTO = "auto";

  /** Processes of their own, which may crash or hang without harm. */
  public static final String POOL = "pool";

  /** Threads of this process. */
  public static final String THREADS = "threads";

  /** A cluster of Apache Spark. */
  public static final String SPARK = "spark";

  private static final String WORKERS =
      "Candidates trained at once. By default as many as --per-gpu has for each GPU, or else one"
          + " for each core.";
  private static final String PER_GPU =
      "Worker processes that share each GPU and its memory: a number, or auto, which begins with as"
          + " many as its free memory has room for, at most 8, and goes on with as many as train"
          + " the most images a second. Where they run out of memory, fewer go on. On Spark, tasks"
          + " of an executor share its GPUs, by a number.";
  private static final String EXECUTOR =
      "Train candidates in processes of their own (pool), which may crash or hang without harm, in"
          + " threads of this one, or on a cluster of Spark, see docs/spark.md. auto is pool if the"
          + " search is kept in a directory, and else threads.";
  private static final String MEMORY =
      "Kill a worker process that uses more memory than SIZE, such as 4G; its trial is"
          + " retried or fails. By default there is no limit.";
  private static final String RETRIES =
      "How often to retry a trial whose worker crashed, hung or ran out of time or memory.";
  private static final String MAX_TRIALS = "Stop after N trials; 0 means no limit.";
  private static final String MAX_TIME =
      "Start no further trial once the search has run for TIME, such as 90m or 2h30m.";
  private static final String TRIAL_TIMEOUT =
      "Let a trial fail that takes longer than TIME, such as 10m.";
  private static final String REUSE =
      "Reuse what other runs have already trained: cells with the same network, recipe,"
          + " images and seed.";

  /** So many failed trials in a row end a search. */
  private static final int FAILURES_IN_A_ROW = 3;

  private static final int MOST_WORKERS = 1024;

  @Config(description = WORKERS)
  @Option(names = "--workers", paramLabel = "N", description = WORKERS)
  private String workers;

  @Config(description = PER_GPU)
  @Option(names = "--per-gpu", paramLabel = "N|auto", description = PER_GPU)
  private String perGpu = "1";

  @Config(description = EXECUTOR)
  @Option(names = "--executor", paramLabel = "auto|pool|threads|spark", description = EXECUTOR)
  private String executor = AUTO;

  @Config(description = MEMORY)
  @Option(names = "--memory", paramLabel = "SIZE", description = MEMORY)
  private String memory;

  @Config(description = RETRIES)
  @Option(names = "--retries", paramLabel = "N", description = RETRIES)
  @Range(from = 0, to = 1_000_000)
  private int retries = 1;

  @Config(description = MAX_TRIALS)
  @Option(names = "--max-trials", paramLabel = "N", description = MAX_TRIALS)
  @Range(from = 0, to = Integer.MAX_VALUE)
  private int maxTrials;

  @Config(description = MAX_TIME)
  @Option(names = "--max-time", paramLabel = "TIME", description = MAX_TIME)
  private String maxTime;

  @Config(description = TRIAL_TIMEOUT)
  @Option(names = "--trial-timeout", paramLabel = "TIME", description = TRIAL_TIMEOUT)
  private String trialTimeout;

  @Config(description = REUSE)
  @Option(
      names = "--reuse",
      paramLabel = "RUN[,RUN...]",
      parameterConsumer = PathList.class,
      showDefaultValue = Visibility.NEVER,
      description = REUSE)
  private List<Path> reuse = List.of();

  /** Starts from the defaults. */
  public ExecutionOptions() {}

  /**
   * Returns these options with another number of workers.
   *
   * @param number candidates trained at once, at least 1
   * @return the changed copy
   */
  public ExecutionOptions withWorkers(int number) {
    return with(copy -> copy.workers = Integer.toString(number));
  }

  /**
   * Returns these options with another number of worker processes on each GPU.
   *
   * @param number at least 1, or {@link #AUTO}
   * @return the changed copy
   */
  public ExecutionOptions withPerGpu(String number) {
    return with(copy -> copy.perGpu = number);
  }

  /**
   * Returns these options with another executor.
   *
   * @param name {@link #AUTO}, {@link #POOL}, {@link #THREADS} or {@link #SPARK}
   * @return the changed copy
   */
  public ExecutionOptions withExecutor(String name) {
    return with(copy -> copy.executor = name);
  }

  /**
   * Returns these options with a limit of each worker process's memory. Threads and clusters have
   * no such limit.
   *
   * @param size resident memory, that of the engine included, such as {@code 512M} or {@code 4G}
   * @return the changed copy
   */
  public ExecutionOptions withMemory(String size) {
    return with(copy -> copy.memory = size);
  }

  /**
   * Returns these options with another number of retries. Threads do not try again.
   *
   * @param number at least 0
   * @return the changed copy
   */
  public ExecutionOptions withRetries(int number) {
    return with(copy -> copy.retries = number);
  }

  /**
   * Returns these options with another limit of trials.
   *
   * @param number trials in all, those before an interruption included; 0 has no limit
   * @return the changed copy
   */
  public ExecutionOptions withMaxTrials(int number) {
    return with(copy -> copy.maxTrials = number);
  }

  /**
   * Returns these options with a limit of the search's time.
   *
   * @param time from the call that starts the search or continues it, such as {@code 2h30m}
   * @return the changed copy
   */
  public ExecutionOptions withMaxTime(String time) {
    return with(copy -> copy.maxTime = time);
  }

  /**
   * Returns these options with a limit of each trial's time.
   *
   * @param time such as {@code 10m}
   * @return the changed copy
   */
  public ExecutionOptions withTrialTimeout(String time) {
    return with(copy -> copy.trialTimeout = time);
  }

  /**
   * Takes over what other runs know: a trial that is complete there, of the same cell, network,
   * recipe, images, split and seed, is not trained again. What was taken over names its run as the
   * worker.
   *
   * @param runs directories of other runs, finished or not
   * @return the changed copy
   */
  public ExecutionOptions withReuse(List<Path> runs) {
    return with(copy -> copy.reuse = runs);
  }

  @Override
  protected void check() {
    if (workers != null) {
      check(
          "workers",
          () -> Require.range("workers", Require.wholeNumber("workers", workers), 1, MOST_WORKERS));
    }
    check("perGpu", () -> perGpu(() -> 1));
    check("memory", this::memory);
    check("maxTime", this::budget);
    check("trialTimeout", this::trialTimeout);
  }

  /**
   * Returns how many candidates train at once.
   *
   * @param device where they are trained
   * @param isKept whether the search is kept in a directory
   * @param roomOnGpu how many a GPU has room for, asked if it is to decide
   * @return the number that was set, or else some for each GPU or one for each core that can be
   *     used
   */
  public int workers(DeviceChoice device, boolean isKept, IntSupplier roomOnGpu) {
    if (workers != null) {
      return Require.wholeNumber("workers", workers);
    }
    int gpus = device.gpus().size();
    if (gpus == 0) {
      return Runtime.getRuntime().availableProcessors();
    }
    // All threads of this process train on the first.
    return executor.equals(POOL) || executor.equals(AUTO) && isKept ? gpus * perGpu(roomOnGpu) : 1;
  }

  private int perGpu(IntSupplier roomOnGpu) {
    return perGpu.equals(AUTO)
        ? roomOnGpu.getAsInt()
        : Require.range("perGpu", Require.wholeNumber("perGpu", perGpu), 1, MOST_WORKERS);
  }

  /**
   * Returns how many candidates train at once on each GPU of a cluster.
   *
   * @return the number that was set, 1 by default
   * @throws IllegalArgumentException if trials are to decide, which takes worker processes of this
   *     machine
   */
  public int perGpu() {
    return perGpu(
        () -> {
          throw new IllegalArgumentException(
              "perGpu is auto, which the executor spark cannot measure; set a number");
        });
  }

  /**
   * Tells whether the first trials decide how many workers of a GPU train at once.
   *
   * @return whether no number was set
   */
  public boolean measuresGpus() {
    return workers == null && perGpu.equals(AUTO);
  }

  /**
   * Returns how many final networks train at once in this process. Results do not depend on it.
   *
   * @param onGpu whether they share a GPU
   * @param threads threads that train one of them, at least 1
   * @return 1 on a GPU, else as many as the workers that were set, or the cores, have threads for
   */
  public int finalNetworksAtOnce(boolean onGpu, int threads) {
    int cores =
        workers == null
            ? Runtime.getRuntime().availableProcessors()
            : Require.wholeNumber("workers", workers);
    return onGpu ? 1 : Math.max(1, cores / threads);
  }

  /**
   * Returns what trains candidates.
   *
   * @return the name of an executor
   * @throws IllegalArgumentException if other options do not go with it
   */
  public String executor() {
    if (memory != null && (executor.equals(THREADS) || executor.equals(SPARK))) {
      throw new IllegalArgumentException(
          "memory limits worker processes, but the executor is "
              + executor
              + "; leave it out, or use --executor pool");
    }
    if (executor.equals(SPARK) && workers == null) {
      throw new IllegalArgumentException(
          "the executor spark needs --workers: as many as the cluster has task slots or GPUs for"
              + " this search");
    }
    return executor;
  }

  /**
   * Returns how much memory a worker process may hold.
   *
   * @return bytes; the largest number if there is no limit
   */
  public long memory() {
    return memory == null ? Long.MAX_VALUE : MemorySize.parse(memory);
  }

  /**
   * Returns how often a trial is tried again.
   *
   * @return the number, at least 0
   */
  public int retries() {
    return retries;
  }

  /**
   * Returns what the search may spend. It always ends when three trials fail in a row.
   *
   * @return the budget
   */
  public Budget budget() {
    Budget budget = Budget.UNLIMITED.withFailuresInARow(FAILURES_IN_A_ROW);
    if (maxTrials != 0) {
      budget = budget.withTrials(maxTrials);
    }
    return maxTime == null ? budget : budget.withTime(DurationText.parse(maxTime));
  }

  /**
   * Returns how long a trial may take.
   *
   * @return the time; {@link Budget#FOREVER} if there is no limit
   */
  public Duration trialTimeout() {
    return trialTimeout == null ? Budget.FOREVER : DurationText.parse(trialTimeout);
  }

  /**
   * Returns the runs to take over from.
   *
   * @return their directories; of two that know a cell the first is asked
   */
  public List<Path> reuse() {
    return reuse;
  }
}
