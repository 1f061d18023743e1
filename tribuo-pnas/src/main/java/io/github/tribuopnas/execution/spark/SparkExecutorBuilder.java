package io.github.tribuopnas.execution.spark;

import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.search.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Settings of a {@link SparkExecutor}; context, candidates' settings and images are required. */
public final class SparkExecutorBuilder {

  private static final String MAX_FAILURES = "spark.task.maxFailures";
  private static final int SPARKS_MAX_FAILURES = 4;
  private static final String SPECULATION = "spark.speculation";

  JavaSparkContext context;
  CandidateContext settings;
  ImageSplit images;
  Path shared;
  int workers = 1;
  int retries = 1;
  Duration limit = Budget.FOREVER;

  SparkExecutorBuilder() {}

  /**
   * Sets the application of Spark. Its configuration must have {@code spark.task.maxFailures=1},
   * since a trial that kills its executor is to kill no more of them than this executor's retries
   * allow, and no speculation, which would train networks twice.
   *
   * @param newContext a running context, which the caller stops after this executor was closed
   * @return this builder
   */
  public SparkExecutorBuilder setContext(JavaSparkContext newContext) {
    context = newContext;
    return this;
  }

  /**
   * Sets how candidates are trained.
   *
   * @param newSettings network, recipe and seed
   * @return this builder
   */
  public SparkExecutorBuilder setSettings(CandidateContext newSettings) {
    settings = newSettings;
    return this;
  }

  /**
   * Sets the images.
   *
   * @param newImages what candidates are trained on, and what their accuracy is measured on
   * @return this builder
   */
  public SparkExecutorBuilder setImages(ImageSplit newImages) {
    images = newImages;
    return this;
  }

  /**
   * Writes the images into a directory that the driver and all executors see under the same path,
   * such as one of a network file system. The file is named after its content and stays there. By
   * default Spark ships the images to each executor.
   *
   * @param directory the directory, created if it is not there
   * @return this builder
   */
  public SparkExecutorBuilder optSharedDirectory(Path directory) {
    shared = Objects.requireNonNull(directory, "directory");
    return this;
  }

  /**
   * Sets how many trials are given to Spark at once. By default one.
   *
   * @param newWorkers at least 1; as many as the application's executors have GPUs or task slots
   * @return this builder
   */
  public SparkExecutorBuilder optWorkers(int newWorkers) {
    workers = newWorkers;
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
    retries = newRetries;
    return this;
  }

  /**
   * Sets how long a trial may take once it runs. By default there is no limit.
   *
   * @param newLimit above 0
   * @return this builder
   */
  public SparkExecutorBuilder optTrialTimeout(Duration newLimit) {
    limit = Objects.requireNonNull(newLimit, "limit");
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
    if (context == null || settings == null || images == null) {
      throw new IllegalArgumentException("an executor on Spark needs a context, settings, images");
    }
    if (workers < 1 || retries < 0 || limit.isZero() || limit.isNegative()) {
      throw new IllegalArgumentException(
          "workers is "
              + workers
              + ", retries "
              + retries
              + ", the time of a trial "
              + limit
              + "; they must be at least 1, at least 0 and above 0");
    }
    if (!context.isLocal()) {
      check(context.getConf());
    }
    return new SparkExecutor(this);
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
