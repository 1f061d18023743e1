package io.github.tribuopnas.benchmarks.gpu;

import io.github.tribuopnas.benchmarks.speed.RandomImages;
import io.github.tribuopnas.benchmarks.speed.SpeedCase;
import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.pool.WorkerPool;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Trains as many candidates at once as workers share the device, in a pool as a search does. */
final class Sharing implements CheckPart.Work {

  private static final String PART = "sharing";
  private static final int STEPS = 20;
  private static final int SMALL_STEPS = 2;
  private static final double NANOS = 1e9;

  @Override
  public void measure(CheckSetup setup, Consumer<Measurement> found)
      throws IOException, InterruptedException {
    SpeedCase timed = setup.cases().get(0);
    int images = timed.batch() * (setup.isSmall() ? SMALL_STEPS : STEPS);
    ImageSplit split =
        new ImageSplit(
            RandomImages.draw(images, timed.image(), SpeedCase.CLASSES, 1),
            RandomImages.draw(timed.batch(), timed.image(), SpeedCase.CLASSES, 2));
    Recipe recipe =
        Recipe.builder().optEpochs(1).optBatchSize(timed.batch()).optRefusesChance(false).build();
    Path directory = Files.createTempDirectory("pnas-sharing");
    try {
      for (int workers : setup.sharers()) {
        try (WorkerPool pool =
            WorkerPool.builder()
                .setContext(new CandidateContext(timed.network(), recipe, 1))
                .setImages(split)
                .setDirectory(directory.resolve(Integer.toString(workers)))
                .optDevice(DeviceChoice.parse(setup.device()))
                .optWorkers(workers)
                .build()) {
          List<Proposal<Cell>> batch =
              Collections.nCopies(workers, Proposal.unpredicted(timed.cell(), 1));
          // Engines load first.
          seconds(pool, batch);
          double each = (double) workers * images / seconds(pool, batch);
          found.accept(new Measurement(PART, workers + " at once", each, "images/s"));
        }
      }
    } finally {
      delete(directory);
    }
  }

  private static double seconds(WorkerPool pool, List<Proposal<Cell>> batch)
      throws InterruptedException {
    long start = System.nanoTime();
    List<Trial<Cell>> trials = new ArrayList<>();
    pool.execute(batch, trials::add);
    for (Trial<Cell> trial : trials) {
      if (!trial.isComplete()) {
        throw new IllegalStateException(trial.reason());
      }
    }
    return (System.nanoTime() - start) / NANOS;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
