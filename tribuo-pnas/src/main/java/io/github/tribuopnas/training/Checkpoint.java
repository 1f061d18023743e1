package io.github.tribuopnas.training;

/**
 * How far a training run has come, besides its vectors.
 *
 * @param identity line by line, what must be the same for a run to be the same
 * @param epoch epochs that are done
 * @param draws how many numbers were drawn from each random stream
 * @param order the images in the order of the last epoch, from which the next order is shuffled
 */
record Checkpoint(String identity, int epoch, long[] draws, int[] order) {

  /**
   * Refuses to go on with another run.
   *
   * @param expected identity of the run that wants to go on
   * @throws IllegalArgumentException naming the first difference
   */
  void requireIdentity(String expected) {
    String[] there = identity.split("\n", -1);
    String[] here = expected.split("\n", -1);
    for (int i = 0; i < here.length; i++) {
      String other = i < there.length ? there[i] : "";
      if (!other.equals(here[i])) {
        throw new IllegalArgumentException(
            "the checkpoint is of another run: it has "
                + other
                + ", this run has "
                + here[i]
                + "; repeat the first run's settings, or train into another directory");
      }
    }
  }
}
