package io.github.tribuopnas.execution;

import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.search.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings that all executors share; candidates and images are required.
 *
 * @param <B> the builder itself
 */
public abstract class ExecutorBuilder<B extends ExecutorBuilder<B>> {

  private CandidateContext context;
  private ImageSplit images;
  private int workers = 1;
  private Duration trialTimeout = Budget.FOREVER;
  private Optional<Path> checkpoints = Optional.empty();
  private long checkpointBytes = CheckpointStore.DEFAULT_BYTES;

  /** Starts with the defaults. */
  @SuppressWarnings("NullAway.Init") // The required ones are checked when this is built.
  protected ExecutorBuilder() {}

  /**
   * Returns this builder, as what it is.
   *
   * @return this builder
   */
  protected abstract B self();

  /**
   * Returns what was set.
   *
   * @return the settings
   * @throws IllegalArgumentException if one is missing or out of range
   */
  protected ExecutorSettings settings() {
    return new ExecutorSettings(
        context, images, workers, trialTimeout, checkpoints, checkpointBytes);
  }

  /**
   * Sets how candidates are trained.
   *
   * @param newContext network, recipe and seed
   * @return this builder
   */
  public B setContext(CandidateContext newContext) {
    context = newContext;
    return self();
  }

  /**
   * Sets the images.
   *
   * @param newImages what candidates are trained on, and what their accuracy is measured on
   * @return this builder
   */
  public B setImages(ImageSplit newImages) {
    images = newImages;
    return self();
  }

  /**
   * Sets how many candidates train at once. By default one.
   *
   * @param newWorkers at least 1
   * @return this builder
   */
  public B optWorkers(int newWorkers) {
    workers = newWorkers;
    return self();
  }

  /**
   * Sets how long a trial may take once it runs; one that takes longer fails by a time-out. By
   * default there is no limit.
   *
   * @param limit above 0
   * @return this builder
   */
  public B optTrialTimeout(Duration limit) {
    trialTimeout = Objects.requireNonNull(limit, "trial time-out");
    return self();
  }

  /**
   * Sets where trials below full fidelity leave checkpoints, from which trials at a higher one go
   * on. They stay there when the executor is closed, so that a search that goes on finds them.
   *
   * @param directory created with the first checkpoint; several searches may share it
   * @return this builder
   */
  public B optCheckpoints(Path directory) {
    checkpoints = Optional.of(directory);
    return self();
  }

  /**
   * Sets what the checkpoints may take. Beyond it the oldest are removed, and a trial whose
   * checkpoint is gone trains from the first epoch, with the same result. By default 4 GiB.
   *
   * @param bytes at least 0; with 0 none is kept
   * @return this builder
   */
  public B optCheckpointBytes(long bytes) {
    checkpointBytes = bytes;
    return self();
  }
}
