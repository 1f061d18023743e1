package io.github.tribuopnas.execution;

import ai.djl.Device;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.Budget;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialRun;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.MemoryEstimate;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.engine.VisibleGpus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Trains candidates in this JVM, each on one thread of its own. The engine is told to use one
 * thread for each operation, for the whole process: sums then do not depend on how many candidates
 * train at once, and several threads do not fight for the cores.
 */
public final class LocalExecutor implements TrialExecutor<Cell> {

  private final CandidateTraining training;
  private final Duration limit;
  private final int workers;
  private final String device;
  private final BatchDispatch<Cell> dispatch;
  private final TrialTimeout alarm = new TrialTimeout();

  private LocalExecutor(Builder builder) {
    training =
        new CandidateTraining(
            new CandidateContext(builder.template, builder.recipe, builder.seed),
            new ImageSplit(builder.training, builder.validation),
            builder.device,
            builder.memory / builder.workers);
    limit = builder.limit;
    workers = builder.workers;
    device = VisibleGpus.here().name(builder.device);
    dispatch = new BatchDispatch<>(workers, this::run);
  }

  /**
   * Starts an executor's settings.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback)
      throws InterruptedException {
    dispatch.run(batch, callback);
  }

  private Trial<Cell> run(Proposal<Cell> proposal) throws InterruptedException {
    Trial<Cell> trial = alarm.run(proposal, limit, training::run);
    return trial.withRun(
        new TrialRun(Thread.currentThread().getName(), device, 1, trial.run().epochAccuracies()));
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public void close() {
    dispatch.close();
    alarm.close();
  }

  /** Settings of an executor. */
  public static final class Builder {

    private NetworkSpec template;
    private Recipe recipe;
    private PackedImages training;
    private PackedImages validation;
    private long seed;
    private int workers = 1;
    private Duration limit = Budget.FOREVER;
    private Device device = Device.cpu();
    private long memory = MemoryEstimate.available();

    private Builder() {}

    /**
     * Sets the network; its cell is replaced by each candidate's.
     *
     * @param spec any specification for the images
     * @return this builder
     */
    public Builder setNetwork(NetworkSpec spec) {
      template = spec;
      return this;
    }

    /**
     * Sets how candidates are trained.
     *
     * @param newRecipe the recipe
     * @return this builder
     */
    public Builder setRecipe(Recipe newRecipe) {
      recipe = newRecipe;
      return this;
    }

    /**
     * Sets the images.
     *
     * @param newTraining what candidates are trained on
     * @param newValidation what their accuracy is measured on
     * @return this builder
     */
    public Builder setImages(PackedImages newTraining, PackedImages newValidation) {
      training = newTraining;
      validation = newValidation;
      return this;
    }

    /**
     * Sets the seed of the search, from which each candidate's is derived.
     *
     * @param newSeed the seed
     * @return this builder
     */
    public Builder setSeed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /**
     * Sets how many candidates train at once.
     *
     * @param newWorkers at least 1
     * @return this builder
     */
    public Builder optWorkers(int newWorkers) {
      workers = newWorkers;
      return this;
    }

    /**
     * Sets how long a trial may take; one that takes longer fails by a time-out. It is stopped at
     * its next step. By default there is no limit.
     *
     * @param newLimit above 0
     * @return this builder
     */
    public Builder optTrialTimeout(Duration newLimit) {
      limit = Objects.requireNonNull(newLimit, "limit");
      return this;
    }

    /**
     * Sets where candidates are trained; the CPU by default.
     *
     * @param newDevice a device of the engine
     * @return this builder
     */
    public Builder optDevice(Device newDevice) {
      device = Objects.requireNonNull(newDevice, "device");
      return this;
    }

    /**
     * Sets how much memory all candidates that train at once may need; one that would need more
     * than its share fails before it starts. By default it is what the system has.
     *
     * @param bytes above 0
     * @return this builder
     * @throws IllegalArgumentException if it is not above 0
     */
    public Builder optMemory(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("memory is " + bytes + " bytes, but must be above 0");
      }
      memory = bytes;
      return this;
    }

    /**
     * Starts the workers.
     *
     * @return the executor
     * @throws IllegalArgumentException if a setting is missing or wrong
     */
    public LocalExecutor build() {
      if (template == null || recipe == null || training == null || validation == null) {
        throw new IllegalArgumentException(
            "an executor needs a network, a recipe, training and validation images");
      }
      if (workers < 1) {
        throw new IllegalArgumentException("workers is " + workers + ", but must be at least 1");
      }
      return new LocalExecutor(this);
    }
  }
}
