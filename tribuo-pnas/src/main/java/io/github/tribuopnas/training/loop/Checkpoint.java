package io.github.tribuopnas.training.loop;

import io.github.tribuopnas.training.trained.Evaluation;
import java.util.List;

/**
 * The progress of a training run, besides its vectors.
 *
 * @param identity line by line, what must be the same for a run to be the same
 * @param epoch epochs that are done
 * @param draws how many numbers were drawn from each random stream
 * @param order the images in the order of the last epoch, from which the next order is shuffled
 * @param evaluations those after each epoch, as far as they were made
 */
record Checkpoint(
    String identity, int epoch, long[] draws, int[] order, List<Evaluation> evaluations) {

  /**
   * Refuses a checkpoint of another run.
   *
   * @param other the identity of the checkpoint
   * @throws IllegalArgumentException naming the first difference
   */
  void requireSame(String other) {
    String[] there = other.split("\n", -1);
    String[] here = identity.split("\n", -1);
    for (int i = 0; i < Math.max(here.length, there.length); i++) {
      String ofOther = line(there, i);
      String own = line(here, i);
      if (!ofOther.equals(own)) {
        throw new IllegalArgumentException(
            "the checkpoint is of another run: it has "
                + ofOther
                + ", this run has "
                + own
                + "; repeat the first run's settings, or train into another directory");
      }
    }
  }

  private static String line(String[] lines, int number) {
    return number < lines.length ? lines[number] : "nothing more";
  }
}
