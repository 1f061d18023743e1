package io.github.tribuopnas;

import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.LocalExecutor;
import io.github.tribuopnas.execution.pool.WorkerPool;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.SplitFile;
import io.github.tribuopnas.search.Budget;
import io.github.tribuopnas.search.MemoryTrialStore;
import io.github.tribuopnas.search.ReusingExecutor;
import io.github.tribuopnas.search.Search;
import io.github.tribuopnas.search.SearchListener;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.TimedExecutor;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.TrialStore;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.store.SqliteTrialStore;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a search runs: where it is kept, what trains its candidates and what it may spend. What it
 * finds depends on none of this, unless its budget ends it early.
 */
public final class SearchRun {

  /** The name of the store in a run directory. */
  public static final String STUDY = "study.db";

  private static final String CHECKPOINTS = "checkpoints";

  /** In memory, with threads of this process, until it ends or three trials fail in a row. */
  public static final SearchRun IN_MEMORY = builder().build();

  private static final int FAILURES = 3;

  private final Path directory;
  private final Path pool;
  private final ExecutorFactory executors;
  private final Budget budget;
  private final Duration trialTimeout;
  private final long memory;
  private final ReusedRuns reused;
  private final int retries;
  private final boolean retryFailed;

  private SearchRun(Builder builder) {
    directory = builder.directory;
    pool = builder.pool;
    executors = builder.executors;
    budget = builder.budget;
    trialTimeout = builder.trialTimeout;
    memory = builder.memory;
    reused = builder.reused;
    retries = builder.retries;
    retryFailed = builder.retryFailed;
  }

  /**
   * Starts the settings of a run.
   *
   * @return a builder with those of {@link #IN_MEMORY}
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns what the search may spend. */
  Budget budget() {
    return budget;
  }

  /** Runs a search to its end. */
  SearchResult<Cell> run(
      SearchStrategy<Cell> strategy,
      CandidateContext settings,
      ImageSplit images,
      int workers,
      DeviceChoice device,
      List<Objective> objectives,
      SearchListener<Cell> listener)
      throws InterruptedException {
    TrialContext keys = settings.forStore(SplitFile.fingerprint(images));
    Map<TrialKey<Cell>, Trial<Cell>> known = reused.answers(keys);
    try (TrialStore<Cell> store = store(keys);
        TrialExecutor<Cell> executor =
            new TimedExecutor<>(
                new ReusingExecutor<>(executor(settings, images, workers, device), known),
                store.trials())) {
      Search.Builder<Cell> search =
          Search.<Cell>builder()
              .setStrategy(strategy)
              .setExecutor(executor)
              .optStore(store)
              .optBudget(budget)
              .optObjectives(objectives)
              .optListener(listener);
      if (retryFailed) {
        search.optRetryFailed();
      }
      return search.build().run();
    }
  }

  private TrialStore<Cell> store(TrialContext settings) throws InterruptedException {
    return directory == null
        ? new MemoryTrialStore<>()
        : SqliteTrialStore.<Cell>builder()
            .setFile(directory.resolve(STUDY))
            .setSpace(space())
            .setSettings(settings)
            .open();
  }

  /**
   * Returns the space in which all cells of all studies can be read.
   *
   * @return cells of up to five blocks of all operations, those beyond the paper's too
   */
  public static CellSpace space() {
    return CellSpace.builder()
        .setBlocks(Cell.MAX_BLOCKS)
        .optOperations(List.of(Operation.values()))
        .build();
  }

  private TrialExecutor<Cell> executor(
      CandidateContext settings, ImageSplit images, int workers, DeviceChoice device) {
    if (executors != null) {
      return executors.executor(settings, images, workers);
    }
    if (pool == null) {
      LocalExecutor.Builder threads =
          LocalExecutor.builder()
              .setSettings(settings)
              .setImages(images)
              .optWorkers(workers)
              .optDevice(device.resolve(notice -> {}))
              .optTrialTimeout(trialTimeout);
      if (directory != null) {
        threads.optCheckpoints(directory.resolve(CHECKPOINTS));
      }
      return threads.build();
    }
    return WorkerPool.builder()
        .setSettings(settings)
        .setImages(images)
        .setDirectory(pool)
        .optWorkers(workers)
        .optDevice(device)
        .optMemory(memory)
        .optTrialTimeout(trialTimeout)
        .optRetries(retries)
        .build();
  }

  /** Settings of a run. */
  public static final class Builder {

    private Path directory;
    private Path pool;
    private ExecutorFactory executors;
    private Budget budget = Budget.UNLIMITED.withFailuresInARow(FAILURES);
    private Duration trialTimeout = Budget.FOREVER;
    private long memory = Long.MAX_VALUE;
    private ReusedRuns reused = ReusedRuns.NONE;
    private int retries = 1;
    private boolean retryFailed;

    private Builder() {}

    /**
     * Keeps the search in a directory, and goes on with the search that is kept there, if there is
     * one. By default it is kept in memory.
     *
     * @param newDirectory a directory that exists, on a local disk
     * @return this builder
     */
    public Builder optDirectory(Path newDirectory) {
      directory = Objects.requireNonNull(newDirectory, "directory");
      return this;
    }

    /**
     * Trains candidates in processes of their own instead of threads. On GPUs, they take those of
     * the trainer's device in turn.
     *
     * @param logs the directory of the workers' logs and, while they run, of their images
     * @return this builder
     */
    public Builder optWorkerPool(Path logs) {
      pool = Objects.requireNonNull(logs, "logs");
      return this;
    }

    /**
     * Trains candidates on an executor of the caller's, such as a {@link
     * io.github.tribuopnas.execution.spark.SparkExecutor}. The time of a trial and its retries are
     * then the executor's own settings.
     *
     * @param factory makes the executor, which the search closes
     * @return this builder
     */
    public Builder optExecutor(ExecutorFactory factory) {
      executors = Objects.requireNonNull(factory, "factory");
      return this;
    }

    /**
     * Sets what the search may spend. By default it ends when three trials fail in a row, and has
     * no other limit.
     *
     * @param newBudget the budget
     * @return this builder
     */
    public Builder optBudget(Budget newBudget) {
      budget = Objects.requireNonNull(newBudget, "budget");
      return this;
    }

    /**
     * Sets how long a trial may take. By default there is no limit.
     *
     * @param limit above 0
     * @return this builder
     */
    public Builder optTrialTimeout(Duration limit) {
      trialTimeout = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /**
     * Sets how much memory a process of the worker pool may hold; one that holds more is killed,
     * and its trial fails unless a retry needs less. Threads and other executors have no such
     * limit. By default there is none.
     *
     * @param bytes resident bytes, those of the engine included, above 0
     * @return this builder
     * @throws IllegalArgumentException if it is not above 0
     */
    public Builder optWorkerMemory(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("memory is " + bytes + " bytes, but must be above 0");
      }
      memory = bytes;
      return this;
    }

    /**
     * Sets how often a trial is tried again whose process died, hung or took too much time or
     * memory; threads do not try again. By default once.
     *
     * @param number at least 0
     * @return this builder
     */
    public Builder optRetries(int number) {
      retries = number;
      return this;
    }

    /**
     * Tries again what failed before the search was stopped. By default it stays failed.
     *
     * @return this builder
     */
    public Builder optRetryFailed() {
      retryFailed = true;
      return this;
    }

    /**
     * Takes over what other runs know: a trial that is complete there, of the same cell, network,
     * recipe, images, split and seed, is not trained again. What was taken over names its run as
     * the worker. By default everything is trained.
     *
     * @param runs directories of other runs, finished or not
     * @param notice told of each, in a line, how much there is to be taken over, or why nothing
     * @return this builder
     */
    public Builder optReuse(List<Path> runs, Consumer<String> notice) {
      reused = new ReusedRuns(runs, Objects.requireNonNull(notice, "notice"));
      return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     */
    public SearchRun build() {
      return new SearchRun(this);
    }
  }
}
