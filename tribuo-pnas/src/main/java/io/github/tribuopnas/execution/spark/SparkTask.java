package io.github.tribuopnas.execution.spark;

import ai.djl.Device;
import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.CandidateTraining;
import io.github.tribuopnas.execution.CheckpointStore;
import io.github.tribuopnas.execution.ExecutorSettings;
import io.github.tribuopnas.execution.GivenGpu;
import io.github.tribuopnas.execution.Message;
import io.github.tribuopnas.execution.TrialTimeout;
import io.github.tribuopnas.execution.WorkerJson;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.GpuMemory;
import io.github.tribuopnas.training.engine.VisibleGpus;
import io.github.tribuopnas.training.loop.MemoryEstimate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.jspecify.annotations.Nullable;

/**
 * One trial on an executor of Spark. What it is made of is text and numbers: settings and results
 * travel as JSON, images as the name of a file, and a checkpoint as its bytes.
 */
final class SparkTask implements Function<String, String> {

  /** The name of the resource, which clusters give it by convention. */
  static final String GPU = "gpu";

  private static final long serialVersionUID = 1L;

  private final String context;
  private final String images;
  private final long limitNanos;
  private final String checkpoints;
  private final long checkpointBytes;

  /**
   * Prepares the task of all trials.
   *
   * @param settings those of the executor
   * @param images the name of the images
   * @param checkpoints a directory that all see; empty if checkpoints travel
   */
  SparkTask(ExecutorSettings settings, String images, String checkpoints) {
    context = WorkerJson.write(settings.context());
    this.images = images;
    limitNanos = settings.trialTimeout().toNanos();
    this.checkpoints = checkpoints;
    checkpointBytes = settings.checkpointBytes();
  }

  /** Returns what tasks ask for that are so many to a GPU; null for what the settings say. */
  static @Nullable ResourceProfile resources(int perGpu) {
    return perGpu == 1
        ? null
        : new ResourceProfileBuilder()
            .require(new TaskResourceRequests().cpus(1).resource(GPU, 1.0 / perGpu))
            .build();
  }

  @Override
  public String call(String text) throws IOException, InterruptedException {
    SparkRequest request = WorkerJson.read(text, SparkRequest.class);
    Cell cell = request.train().cell();
    Optional<String> gpu = gpu();
    Device device = device(gpu);
    try (CheckpointStore store = store();
        TrialTimeout timeout = new TrialTimeout()) {
      CandidateTraining training =
          new CandidateTraining(
              WorkerJson.read(context, CandidateContext.class),
              SparkImages.map(images),
              device,
              device.isGpu() ? GpuMemory.free(device) : MemoryEstimate.available(),
              store);
      if (request.checkpoint().length > 0) {
        store.write(cell, request.checkpoint());
      }
      Trial<Cell> trial =
          timeout.run(request.train().proposal(), Duration.ofNanos(limitNanos), training::run);
      return WorkerJson.write(
          new SparkAnswer(
              Message.Finished.of(request.train().number(), trial),
              "executor " + SparkEnv.get().executorId(),
              GivenGpu.device(VisibleGpus.here().name(device), gpu),
              checkpoints.isEmpty()
                  ? store.read(cell, SparkCheckpoints.LARGEST).orElse(SparkCheckpoints.NONE)
                  : SparkCheckpoints.NONE));
    }
  }

  private CheckpointStore store() {
    return checkpoints.isEmpty()
        ? CheckpointStore.temporary(checkpointBytes)
        : CheckpointStore.in(Path.of(checkpoints), checkpointBytes);
  }

  /** Returns the GPU that Spark gave the task, if it was told to give one. */
  private static Optional<String> gpu() {
    ResourceInformation resource = TaskContext.get().resourcesJMap().get(GPU);
    return Optional.ofNullable(resource).map(given -> given.addresses()[0]);
  }

  /** Returns the device: the GPU that was given if the engine can use it, else the CPU. */
  private static Device device(Optional<String> gpu) {
    if (gpu.isEmpty()) {
      return Device.cpu();
    }
    try {
      return new DeviceChoice(DeviceChoice.Kind.AUTO, Integer.parseInt(gpu.get()))
          .resolve(notice -> System.err.println("pnas: GPU " + gpu.get() + ": " + notice));
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          "Spark gave the GPU '"
              + gpu.get()
              + "', but GPUs are known by their numbers; let the discovery script print those",
          e);
    }
  }
}
