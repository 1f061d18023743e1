package io.github.tribuopnas.execution;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.image.ImageSplit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What all executors are told.
 *
 * @param context how candidates are trained
 * @param images what they are trained and measured on
 * @param workers how many train at once, at least 1
 * @param trialTimeout how long a trial may take, above 0
 * @param checkpoints the directory of checkpoints; empty leaves the choice to the executor
 * @param checkpointBytes bytes that all checkpoints may take, at least 0
 */
public record ExecutorSettings(
    CandidateContext context,
    ImageSplit images,
    int workers,
    Duration trialTimeout,
    Optional<Path> checkpoints,
    long checkpointBytes) {

  /**
   * Checks the components.
   *
   * @param context how candidates are trained
   * @param images what they are trained and measured on
   * @param workers how many train at once, at least 1
   * @param trialTimeout how long a trial may take, above 0
   * @param checkpoints the directory of checkpoints; empty leaves the choice to the executor
   * @param checkpointBytes bytes that all checkpoints may take, at least 0
   * @throws IllegalArgumentException if one is missing or out of range
   */
  public ExecutorSettings {
    if (context == null || images == null) {
      throw new IllegalArgumentException(
          "the executor has no context or no images; call setContext and setImages");
    }
    Require.atLeast("workers", workers, 1);
    Require.positive("the time of a trial in seconds", seconds(trialTimeout));
    Require.that(checkpointBytes >= 0, "bytes of checkpoints", checkpointBytes, "numbers from 0");
  }

  private static double seconds(Duration duration) {
    return duration.toSeconds() + duration.getNano() / 1e9;
  }

  /**
   * Opens the checkpoints of these candidates.
   *
   * @param parent the directory of the checkpoints of several searches
   * @return the store, to be closed by the executor
   */
  public CheckpointStore openCheckpoints(Path parent) {
    return CheckpointStore.in(CheckpointStore.directory(parent, context, images), checkpointBytes);
  }

  /**
   * Opens the checkpoints of these candidates, in a temporary directory if none was set.
   *
   * @return the store, to be closed by the executor
   */
  public CheckpointStore openCheckpoints() {
    return checkpoints
        .map(this::openCheckpoints)
        .orElseGet(() -> CheckpointStore.temporary(checkpointBytes));
  }
}
