package io.github.tribuopnas.execution;

import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What an executor is made of.
 *
 * @param context what results depend on besides the cell and the images
 * @param images what candidates are trained and measured on
 * @param options how many at once, and how long each may take
 * @param device where they are trained
 * @param directory the run directory; empty if the search is not kept
 */
public record ExecutorSetup(
    CandidateContext context,
    ImageSplit images,
    ExecutionOptions options,
    DeviceChoice device,
    Optional<Path> directory) {

  /**
   * Checks that nothing is missing.
   *
   * @param context what results depend on besides the cell and the images
   * @param images what candidates are trained and measured on
   * @param options how many at once, and how long each may take
   * @param device where they are trained
   * @param directory the run directory; empty if the search is not kept
   */
  public ExecutorSetup {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(images, "images");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(directory, "directory");
  }

  /**
   * Returns how many candidates train at once.
   *
   * @return the number, at least 1
   */
  public int workers() {
    return options.workers(
        device,
        directory.isPresent(),
        () -> GpuRoom.on(device, context, images.training().size()).trainings());
  }
}
