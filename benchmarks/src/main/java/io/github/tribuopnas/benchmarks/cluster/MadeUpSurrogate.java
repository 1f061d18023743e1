package io.github.tribuopnas.benchmarks.cluster;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import java.util.List;

/** Predicts at random and at once, where it does not matter which cells are chosen. */
final class MadeUpSurrogate implements Surrogate<Cell> {

  /** Multiples of the golden ratio, whose fractions are spread evenly. */
  private static final double STEP = 0.6180339887498949;

  @Override
  public void fit(List<Cell> architectures, double[] values) {
    // Nothing is learned.
  }

  @Override
  public void predict(Candidates<Cell> candidates, double[] mean, double[] standardDeviation) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] = i * STEP % 1;
    }
  }
}
