package io.github.tribuopnas.benchmarks.speed;

import io.github.tribuopnas.image.PackedImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains a case in Java and in two Python processes in turn. Ratios are taken between turns that
 * follow each other, so that a computer whose speed drifts disturbs them little.
 */
public final class SpeedComparison {

  private static final double TOLERANCE = 1e-4;

  private final PythonWorker plain;
  private final PythonWorker tuned;
  private final int pairs;
  private final double seconds;

  /**
   * Prepares a comparison.
   *
   * @param plain Python as a user runs it
   * @param tuned Python with the same tricks as the Java side
   * @param pairs how many ratios are taken, at least 1
   * @param seconds about how long a turn is
   */
  public SpeedComparison(PythonWorker plain, PythonWorker tuned, int pairs, double seconds) {
    if (pairs < 1) {
      throw new IllegalArgumentException("pairs is " + pairs + "; allowed are numbers from 1");
    }
    this.plain = plain;
    this.tuned = tuned;
    this.pairs = pairs;
    this.seconds = seconds;
  }

  /**
   * Ratios of images per second, Java over Python.
   *
   * @param plain by the clock, against plain Python
   * @param tuned by the clock, against tuned Python
   * @param plainCpu by processor time, against plain Python
   * @param tunedCpu by processor time, against tuned Python
   * @param milliseconds of a step of the Java side, at its fastest turn
   */
  public record Result(
      Ratios plain, Ratios tuned, Ratios plainCpu, Ratios tunedCpu, double milliseconds) {}

  /**
   * Compares a case, after making sure that all three compute the same network.
   *
   * @param timed the case
   * @return the ratios
   * @throws IOException if a file cannot be written, a process died or the networks differ
   * @throws InterruptedException if the thread was interrupted
   */
  public Result of(SpeedCase timed) throws IOException, InterruptedException {
    PackedImages images =
        RandomImages.draw(
            timed.batch() * JavaTraining.STEPS_PER_EPOCH, timed.image(), SpeedCase.CLASSES, 1);
    agree(timed, images);
    JavaTraining java = new JavaTraining(timed, images, List.of());
    Turn first = java.train(1);
    int epochs = Math.max(1, (int) Math.round(seconds / first.seconds()));
    int steps = epochs * JavaTraining.STEPS_PER_EPOCH;
    plain.train(JavaTraining.STEPS_PER_EPOCH);
    tuned.train(JavaTraining.STEPS_PER_EPOCH);
    List<Turn> ours = new ArrayList<>();
    List<Turn> plains = new ArrayList<>();
    List<Turn> tuneds = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      plains.add(plain.train(steps));
      ours.add(java.train(epochs));
      tuneds.add(tuned.train(steps));
    }
    double fastest = ours.stream().mapToDouble(Turn::seconds).min().orElseThrow();
    return new Result(
        wall(plains, ours),
        wall(tuneds, ours),
        cpu(plains, ours),
        cpu(tuneds, ours),
        fastest * 1000 / steps);
  }

  private void agree(SpeedCase timed, PackedImages images) throws IOException {
    Path weights = Files.createTempFile("side-by-side", ".weights");
    Path pixels = Files.createTempFile("side-by-side", ".images");
    try {
      SharedNetwork here = SharedNetwork.write(timed, images, weights, pixels);
      int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
      for (PythonWorker worker : List.of(plain, tuned)) {
        SharedNetwork there = worker.prepare(timed, weights, pixels, labels);
        if (here.parameters() != there.parameters()
            || !(Math.abs(here.loss() - there.loss()) <= TOLERANCE)) {
          throw new IOException(
              "the networks differ for " + timed + ": Java " + here + ", Python " + there);
        }
      }
    } finally {
      Files.delete(weights);
      Files.delete(pixels);
    }
  }

  private static Ratios wall(List<Turn> theirs, List<Turn> ours) {
    return Ratios.of(
        IntStream.range(0, ours.size())
            .mapToObj(i -> theirs.get(i).seconds() / ours.get(i).seconds())
            .toList());
  }

  private static Ratios cpu(List<Turn> theirs, List<Turn> ours) {
    return Ratios.of(
        IntStream.range(0, ours.size())
            .mapToObj(i -> theirs.get(i).cpuSeconds() / ours.get(i).cpuSeconds())
            .toList());
  }
}
