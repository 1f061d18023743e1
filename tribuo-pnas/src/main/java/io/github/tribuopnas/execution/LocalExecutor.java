package io.github.tribuopnas.execution;

import ai.djl.Device;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.engine.GpuMemory;
import io.github.tribuopnas.training.engine.VisibleGpus;
import io.github.tribuopnas.training.loop.MemoryEstimate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Trains candidates in this JVM, each on one thread of its own. Other threads of the process may
 * use the engine as they like, see {@link EngineThreads}.
 */
public final class LocalExecutor implements TrialExecutor<Cell> {

  private final CandidateTraining training;
  private final CheckpointStore checkpoints;
  private final Duration limit;
  private final int workers;
  private final String device;
  private final BatchDispatch<Cell> dispatch;
  private final TrialTimeout timeout = new TrialTimeout();

  private LocalExecutor(ExecutorSettings settings, Device device, long memory) {
    checkpoints = settings.openCheckpoints();
    training =
        new CandidateTraining(
            settings.context(),
            settings.images(),
            device,
            memory / settings.workers(),
            checkpoints);
    limit = settings.trialTimeout();
    workers = settings.workers();
    this.device = VisibleGpus.here().name(device);
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
    Trial<Cell> trial = timeout.run(proposal, limit, training::run);
    return trial.withRun(trial.run().ranOn(Thread.currentThread().getName(), device));
  }

  @Override
  public void keepOnly(Set<Cell> architectures) {
    checkpoints.keepOnly(architectures);
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public void close() {
    dispatch.close();
    timeout.close();
    checkpoints.close();
  }

  /**
   * Settings of an executor. A trial that takes too long is stopped at its next step. Checkpoints
   * lie in a temporary directory until the executor is closed, unless a directory is set.
   */
  public static final class Builder extends ExecutorBuilder<Builder> {

    private Device device = Device.cpu();
    private OptionalLong memory = OptionalLong.empty();

    private Builder() {}

    @Override
    protected Builder self() {
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
     * than its fraction fails before it starts. By default it is what the system has, or what is
     * free on the GPU.
     *
     * @param bytes above 0
     * @return this builder
     * @throws IllegalArgumentException if it is not above 0
     */
    public Builder optMemory(long bytes) {
      Require.that(bytes > 0, "memory in bytes", bytes, "numbers above 0");
      memory = OptionalLong.of(bytes);
      return this;
    }

    /**
     * Starts the workers.
     *
     * @return the executor
     * @throws IllegalArgumentException if a setting is missing or wrong
     */
    public LocalExecutor build() {
      return new LocalExecutor(
          settings(),
          device,
          memory.orElseGet(
              () -> device.isGpu() ? GpuMemory.free(device) : MemoryEstimate.available()));
    }
  }
}
