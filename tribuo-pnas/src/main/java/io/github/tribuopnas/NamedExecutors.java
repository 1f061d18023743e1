package io.github.tribuopnas;

import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.execution.ExecutorFactory;
import io.github.tribuopnas.execution.ExecutorSetup;
import io.github.tribuopnas.execution.LocalExecutor;
import io.github.tribuopnas.execution.pool.WorkerPool;
import io.github.tribuopnas.execution.pool.WorkerPoolBuilder;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.space.Cell;
import java.nio.file.Path;

/** The executors that have a name, by which the command and configurations choose. */
final class NamedExecutors {

  private static final String CHECKPOINTS = "checkpoints";
  private static final String SPARK_APPLICATION =
      "io.github.tribuopnas.execution.spark.SparkApplication";

  private static final Registry<ExecutorFactory> ALL =
      Registry.<ExecutorFactory>of("executor")
          .with(ExecutionOptions.AUTO, numbers -> NamedExecutors::automatic)
          .with(ExecutionOptions.POOL, numbers -> NamedExecutors::pool)
          .with(ExecutionOptions.THREADS, numbers -> NamedExecutors::threads)
          .with(ExecutionOptions.SPARK, numbers -> spark());

  private NamedExecutors() {}

  /**
   * Returns the factory with a given name.
   *
   * @throws IllegalArgumentException if there is none
   * @throws IllegalStateException if it is Spark and the program was not started by spark-submit
   */
  static ExecutorFactory find(String name) {
    return ALL.parse(name);
  }

  private static TrialExecutor<Cell> automatic(ExecutorSetup setup) {
    return setup.directory().isPresent() ? pool(setup) : threads(setup);
  }

  private static TrialExecutor<Cell> threads(ExecutorSetup setup) {
    LocalExecutor.Builder threads =
        LocalExecutor.builder()
            .setContext(setup.context())
            .setImages(setup.images())
            .optWorkers(setup.workers())
            .optDevice(setup.device().resolve(notice -> {}))
            .optTrialTimeout(setup.options().trialTimeout());
    setup.directory().map(run -> run.resolve(CHECKPOINTS)).ifPresent(threads::optCheckpoints);
    return threads.build();
  }

  private static TrialExecutor<Cell> pool(ExecutorSetup setup) {
    Path directory =
        setup
            .directory()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "worker processes need a run directory for their logs: search in one, or"
                            + " use the executor threads"));
    WorkerPoolBuilder builder =
        WorkerPool.builder()
            .setContext(setup.context())
            .setImages(setup.images())
            .setDirectory(directory)
            .optWorkers(setup.workers())
            .optDevice(setup.device())
            .optMemory(setup.options().memory())
            .optTrialTimeout(setup.options().trialTimeout())
            .optRetries(setup.options().retries());
    return (setup.options().measuresGpus() ? builder.optMeasured() : builder).build();
  }

  /** Spark's classes are there only where Spark started the program. */
  private static ExecutorFactory spark() {
    try {
      return Class.forName(SPARK_APPLICATION)
          .asSubclass(ExecutorFactory.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(
          "the executor spark needs an application of Spark: start the command with spark-submit,"
              + " as docs/spark.md shows",
          e);
    }
  }
}
