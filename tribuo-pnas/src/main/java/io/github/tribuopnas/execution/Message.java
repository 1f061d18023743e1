package io.github.tribuopnas.execution;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialRun;
import io.github.tribuopnas.search.trial.TrialStatus;
import io.github.tribuopnas.space.Cell;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a driver and its worker tell each other. The driver sends one {@link Job}, the worker
 * answers {@link Ready}; then the driver sends a {@link Train} at a time, the worker answers each
 * with a {@link Finished}, and tells with a {@link Heartbeat} every second that it lives. The end
 * of the stream ends the worker.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Message.Job.class, name = "job"),
  @JsonSubTypes.Type(value = Message.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = Message.Train.class, name = "train"),
  @JsonSubTypes.Type(value = Message.Heartbeat.class, name = "heartbeat"),
  @JsonSubTypes.Type(value = Message.Finished.class, name = "finished")
})
public sealed interface Message {

  /** Raised whenever a message changes. */
  int VERSION = 6;

  /**
   * Driver to worker: what all its trials have in common.
   *
   * @param version {@link #VERSION} of the driver
   * @param images the file of the images, see {@link io.github.tribuopnas.image.SplitFile}
   * @param device where to train, see {@link io.github.tribuopnas.training.engine.DeviceChoice}
   * @param memory resident bytes that the worker may hold
   * @param gpuMemory bytes of a GPU's memory that a candidate may need
   * @param checkpoints the directory of the checkpoints, see {@link CheckpointStore}
   * @param checkpointBytes bytes that all checkpoints may take
   * @param context what candidates' results depend on
   */
  record Job(
      int version,
      String images,
      String device,
      long memory,
      long gpuMemory,
      String checkpoints,
      long checkpointBytes,
      CandidateContext context)
      implements Message {
    /**
     * Checks that nothing is missing.
     *
     * @param version {@link #VERSION} of the driver
     * @param images the file of the images
     * @param device where to train
     * @param memory resident bytes that the worker may hold
     * @param gpuMemory bytes of a GPU's memory that a candidate may need
     * @param checkpoints the directory of the checkpoints
     * @param checkpointBytes bytes that all checkpoints may take
     * @param context what candidates' results depend on
     * @throws NullPointerException if images, device, checkpoints or context are missing
     */
    public Job {
      Objects.requireNonNull(images, "images");
      Objects.requireNonNull(device, "device");
      Objects.requireNonNull(checkpoints, "checkpoints");
      Objects.requireNonNull(context, "context");
    }
  }

  /**
   * Worker to driver: the images are mapped and the engine is loaded.
   *
   * @param version {@link #VERSION} of the worker
   * @param device what it trains on
   */
  record Ready(int version, String device) implements Message {}

  /**
   * Driver to worker: train a candidate.
   *
   * @param number the number of the trial, given back with its result
   * @param cell the candidate
   * @param fidelity the fraction of the full training that it gets, see {@link Fidelity}
   */
  record Train(long number, Cell cell, double fidelity) implements Message {

    /**
     * Returns the message that asks for a trial.
     *
     * @param number the number of the trial
     * @param proposal what the strategy asked for
     * @return the message
     */
    public static Train of(long number, Proposal<Cell> proposal) {
      return new Train(number, proposal.architecture(), proposal.fidelity().fraction());
    }

    /**
     * Returns what is asked for, without what the strategy expects of it.
     *
     * @return the proposal
     */
    public Proposal<Cell> proposal() {
      return Proposal.unpredicted(cell, cell.size()).withFidelity(new Fidelity(fidelity));
    }
  }

  /**
   * Worker to driver: it lives.
   *
   * @param residentBytes the memory that it holds, 0 where it cannot tell
   */
  record Heartbeat(long residentBytes) implements Message {}

  /**
   * Worker to driver: a trial has ended.
   *
   * @param number the number of the trial
   * @param status how it ended
   * @param failure what made it fail, null unless it failed
   * @param reason why, in one line
   * @param metrics what was measured
   * @param epochAccuracies the validation accuracy after each epoch, as far as measured
   * @param epochLosses the validation loss after each epoch, as far as measured
   */
  record Finished(
      long number,
      TrialStatus status,
      @Nullable Failure failure,
      String reason,
      Map<String, Double> metrics,
      List<Double> epochAccuracies,
      List<Double> epochLosses)
      implements Message {

    /**
     * Describes a trial that has ended.
     *
     * @param number the number of the trial
     * @param trial the trial
     * @return the message
     */
    public static Finished of(long number, Trial<Cell> trial) {
      return new Finished(
          number,
          trial.status(),
          trial.failure().orElse(null),
          trial.reason(),
          trial.metrics().values(),
          trial.run().epochAccuracies(),
          trial.run().epochLosses());
    }

    /**
     * Returns the trial as the first attempt of an unnamed worker.
     *
     * @param proposal what was trained
     * @return the trial
     */
    public Trial<Cell> trial(Proposal<Cell> proposal) {
      return new Trial<>(
          proposal,
          status,
          Optional.ofNullable(failure),
          reason,
          new Metrics(metrics),
          new TrialRun("", "", 1, epochAccuracies, epochLosses));
    }
  }
}
