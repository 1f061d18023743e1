package io.github.tribuopnas.execution.spark;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.execution.ExecutorBuilder;
import io.github.tribuopnas.execution.ExecutorSettings;
import io.github.tribuopnas.execution.Retries;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link SparkExecutor}; a context is required besides candidates and images.
 *
 * <p>Checkpoints lie in the shared directory. Without one, or if a directory of their own is set,
 * the driver keeps them, in a temporary directory by default, and they travel with the tasks, up to
 * 32 MiB each; a trial whose checkpoint is larger trains from the first epoch.
 */
public final class SparkExecutorBuilder extends ExecutorBuilder<SparkExecutorBuilder> {

  private static final String MAX_FAILURES = "spark.task.maxFailures";
  private static final int SPARKS_MAX_FAILURES = 4;
  private static final String SPECULATION = "spark.speculation";
  private static final String GPUS = "spark.executor.resource.gpu.amount";
  private static final String CORES = "spark.executor.cores";
  private static final int MOST_PER_GPU = 1024;

  JavaSparkContext context;
  @Nullable Path shared;
  Retries retries = new Retries(1);
  int perGpu = 1;

  @SuppressWarnings("NullAway.Init") // The required ones are checked when this is built.
  SparkExecutorBuilder() {}

  @Override
  protected SparkExecutorBuilder self() {
    return this;
  }

  @Override
  protected ExecutorSettings settings() {
    return super.settings();
  }

  /**
   * Sets the application of Spark. Its configuration must have {@code spark.task.maxFailures=1},
   * since a trial that kills its executor is to kill no more of them than this executor's retries
   * allow, and no speculation, which would train networks twice.
   *
   * @param newContext a running context, which the caller stops after this executor was closed
   * @return this builder
   */
  public SparkExecutorBuilder setSparkContext(JavaSparkContext newContext) {
    context = newContext;
    return this;
  }

  /**
   * Writes images and checkpoints into a directory that the driver and all executors see under the
   * same path, such as one of a network file system. The images' file is named after its content
   * and stays there. By default Spark ships the images to each executor.
   *
   * @param directory the directory, created if it is not there
   * @return this builder
   */
  public SparkExecutorBuilder optSharedDirectory(Path directory) {
    shared = Objects.requireNonNull(directory, "directory");
    return this;
  }

  /**
   * Sets how often a trial is tried again whose executor died or that took too much time or memory.
   * By default once.
   *
   * @param newRetries at least 0
   * @return this builder
   */
  public SparkExecutorBuilder optRetries(int newRetries) {
    retries = new Retries(newRetries);
    return this;
  }

  /**
   * Lets several trials train on each GPU at once: their tasks ask for a fraction of it and for one
   * core, whatever {@code spark.task.resource.gpu.amount} is. They are tasks of one executor, and
   * end with its process. By default that setting decides.
   *
   * @param trials from 1, which leaves the setting as it is, to 1024
   * @return this builder
   */
  public SparkExecutorBuilder optPerGpu(int trials) {
    perGpu = Require.range("perGpu", trials, 1, MOST_PER_GPU);
    return this;
  }

  /**
   * Writes or ships the images.
   *
   * @return the executor
   * @throws IllegalArgumentException if a setting is missing or wrong, one of Spark among them
   * @throws java.io.UncheckedIOException if the images cannot be written
   */
  public SparkExecutor build() {
    if (context == null) {
      throw new IllegalArgumentException(
          "the executor on Spark has no context of Spark; call setSparkContext");
    }
    if (!context.isLocal()) {
      check(context.getConf());
    }
    if (perGpu > 1) {
      checkGpus(context.getConf(), perGpu);
    }
    return new SparkExecutor(this);
  }

  /** Refuses settings under which no trial, or one at a time, would train on a GPU. */
  static void checkGpus(SparkConf configuration, int perGpu) {
    int gpus = configuration.getInt(GPUS, 0);
    if (gpus == 0) {
      throw new IllegalArgumentException(
          "perGpu is "
              + perGpu
              + ", but Spark's executors have no GPU; set "
              + GPUS
              + " and a discovery script");
    }
    int needed = gpus * perGpu;
    int cores = configuration.getInt(CORES, needed);
    if (cores < needed) {
      throw new IllegalArgumentException(
          CORES
              + " is "
              + cores
              + ", but "
              + perGpu
              + " trials on each of "
              + gpus
              + " GPUs take as many cores; set "
              + needed);
    }
  }

  /** Refuses settings under which Spark would train networks again on its own account. */
  static void check(SparkConf configuration) {
    int failures = configuration.getInt(MAX_FAILURES, SPARKS_MAX_FAILURES);
    if (failures != 1) {
      throw new IllegalArgumentException(
          MAX_FAILURES
              + " is "
              + failures
              + ", but must be 1: trials are tried again by the search, which counts them");
    }
    if (configuration.getBoolean(SPECULATION, false)) {
      throw new IllegalArgumentException(
          SPECULATION + " is true, but must be false: it would train networks twice");
    }
  }
}
