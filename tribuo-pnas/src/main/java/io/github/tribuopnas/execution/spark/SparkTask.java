package io.github.tribuopnas.execution.spark;

import ai.djl.Device;
import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.CandidateTraining;
import io.github.tribuopnas.execution.GivenGpu;
import io.github.tribuopnas.execution.Message;
import io.github.tribuopnas.execution.TrialTimeout;
import io.github.tribuopnas.execution.WorkerJson;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.MemoryEstimate;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.VisibleGpus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;

/**
 * One trial on an executor of Spark. What it is made of is text and numbers: settings and results
 * travel as JSON, images as the name of a file.
 */
final class SparkTask implements Function<String, String> {

  /** The name of the resource, which clusters give it by convention. */
  static final String GPU = "gpu";

  private static final long serialVersionUID = 1L;

  private final String settings;
  private final String images;
  private final long limitNanos;

  SparkTask(CandidateContext settings, String images, Duration limit) {
    this.settings = WorkerJson.write(settings);
    this.images = images;
    limitNanos = limit.toNanos();
  }

  @Override
  public String call(String train) throws IOException, InterruptedException {
    Message.Train message = WorkerJson.read(train, Message.Train.class);
    Optional<String> gpu = gpu();
    Device device = device(gpu);
    CandidateTraining training =
        new CandidateTraining(
            WorkerJson.read(settings, CandidateContext.class),
            SparkImages.map(images),
            device,
            MemoryEstimate.available());
    try (TrialTimeout alarm = new TrialTimeout()) {
      Trial<Cell> trial =
          alarm.run(
              Proposal.unpredicted(message.cell(), message.cell().size()),
              Duration.ofNanos(limitNanos),
              training::run);
      return WorkerJson.write(
          new SparkAnswer(
              Message.Finished.of(message.number(), trial),
              "executor " + SparkEnv.get().executorId(),
              GivenGpu.device(VisibleGpus.here().name(device), gpu)));
    }
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
