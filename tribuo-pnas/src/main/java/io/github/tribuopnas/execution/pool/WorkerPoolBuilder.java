package io.github.tribuopnas.execution.pool;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.execution.ExecutorBuilder;
import io.github.tribuopnas.execution.ExecutorSettings;
import io.github.tribuopnas.execution.Retries;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.GpuMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Settings of a {@link WorkerPool}. Checkpoints lie in the pool's directory, unless another one is
 * set.
 */
public final class WorkerPoolBuilder extends ExecutorBuilder<WorkerPoolBuilder> {

  private static final long DEFAULT_HEAP = 1L << 30;

  Path directory;
  DeviceChoice device = DeviceChoice.AUTO;
  long heap = DEFAULT_HEAP;
  String mainClass = Worker.class.getName();

  private Duration silence = Duration.ofSeconds(60);
  private Duration start = Duration.ofMinutes(5);
  private long memory = Long.MAX_VALUE;
  private Retries retries = new Retries(1);
  private List<String> gpus = List.of();
  private Function<DeviceChoice, List<String>> gpusOf = DeviceChoice::gpus;
  ToLongFunction<String> memoryOfGpu = GpuMemory::free;
  BiFunction<String, Integer, MeasuredWidth> widths =
      (gpu, workers) -> MeasuredWidth.fixed(workers);

  @SuppressWarnings("NullAway.Init") // The required ones are checked when this is built.
  WorkerPoolBuilder() {}

  @Override
  protected WorkerPoolBuilder self() {
    return this;
  }

  @Override
  protected ExecutorSettings settings() {
    return super.settings();
  }

  /**
   * Sets where the workers' logs and, as long as the pool is open, their images lie.
   *
   * @param newDirectory a directory on a local disk, created if it is not there
   * @return this builder
   */
  public WorkerPoolBuilder setDirectory(Path newDirectory) {
    directory = newDirectory;
    return this;
  }

  /**
   * Sets where candidates are trained: by default on all GPUs that the engine can use, or the CPU.
   * Where no GPU is named, the workers take the GPUs in turn, each one of its own.
   *
   * @param newDevice the device; with one that is not there the pool is not built
   * @return this builder
   */
  public WorkerPoolBuilder optDevice(DeviceChoice newDevice) {
    device = Objects.requireNonNull(newDevice, "device");
    return this;
  }

  /**
   * Names the GPUs that the workers take in turn, by {@code CUDA_VISIBLE_DEVICES}. By default they
   * are those of the device.
   *
   * @param newGpus a number or name of a GPU for each worker; the workers beyond their end start
   *     from the first again, and those of one GPU share its memory
   * @return this builder
   */
  public WorkerPoolBuilder optGpus(List<String> newGpus) {
    gpus = List.copyOf(newGpus);
    return this;
  }

  /**
   * Sets how long a worker may give no sign of life, of which it gives one a second. By default one
   * minute.
   *
   * @param limit above 0
   * @return this builder
   */
  public WorkerPoolBuilder optSilence(Duration limit) {
    silence = Require.positive("the time without a sign of life", limit);
    return this;
  }

  /**
   * Sets how long a worker may take to load the engine. By default five minutes.
   *
   * @param limit above 0
   * @return this builder
   */
  public WorkerPoolBuilder optStartTimeout(Duration limit) {
    start = Require.positive("the time to start", limit);
    return this;
  }

  /**
   * Sets how much memory a worker may hold, where the system tells it: one that holds more is
   * killed, and a candidate that would need more fails before it starts. By default there is no
   * limit but what the system has.
   *
   * @param bytes resident bytes, native memory included, above 0
   * @return this builder
   */
  public WorkerPoolBuilder optMemory(long bytes) {
    Require.that(bytes > 0, "memory in bytes", bytes, "numbers above 0");
    memory = bytes;
    return this;
  }

  /**
   * Sets how often a trial is tried again whose process died, hung or took too much time or memory.
   * By default once.
   *
   * @param newRetries at least 0
   * @return this builder
   */
  public WorkerPoolBuilder optRetries(int newRetries) {
    retries = new Retries(newRetries);
    return this;
  }

  /**
   * Lets the first trials decide how many workers of a GPU train at once: as many as train the most
   * images a second, at most those that were set. By default all train. Results are the same.
   *
   * @return this builder
   */
  public WorkerPoolBuilder optMeasured() {
    widths =
        (gpu, workers) ->
            gpu.isEmpty() ? MeasuredWidth.fixed(workers) : MeasuredWidth.from(gpu, workers);
    return this;
  }

  /** Sets which GPUs a device stands for, without asking the engine. */
  WorkerPoolBuilder optGpusOf(Function<DeviceChoice, List<String>> newGpusOf) {
    gpusOf = newGpusOf;
    return this;
  }

  /** Sets how much memory of a GPU is free, without asking the CUDA runtime. */
  WorkerPoolBuilder optMemoryOfGpu(ToLongFunction<String> newMemoryOfGpu) {
    memoryOfGpu = newMemoryOfGpu;
    return this;
  }

  /** Sets the class that workers run. */
  WorkerPoolBuilder optMainClass(String name) {
    mainClass = name;
    return this;
  }

  WorkerLimits limits() {
    return new WorkerLimits(settings().trialTimeout(), silence, start, memory, retries);
  }

  /** Returns the GPU of each worker; empty if they train on the CPU. */
  List<String> gpus() {
    return gpus.isEmpty() ? gpusOf.apply(device) : gpus;
  }

  /**
   * Writes the images; the workers start with the first trials.
   *
   * @return the pool
   * @throws IllegalArgumentException if a setting is missing or wrong
   * @throws IllegalStateException if the device is a GPU that is not there
   * @throws java.io.UncheckedIOException if the directory cannot be written
   */
  public WorkerPool build() {
    if (directory == null) {
      throw new IllegalArgumentException("a worker pool needs a directory: call setDirectory");
    }
    return new WorkerPool(this);
  }
}
