package io.github.tribuopnas.objective;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.network.CellSizes;
import io.github.tribuopnas.network.NetworkSize;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Predicts what can be counted: exactly, and before any trial. */
final class CountedSize implements Surrogate<Cell> {

  private final CellSizes sizes;
  private final ToDoubleFunction<NetworkSize> count;

  /** Counts something of networks of a specification, whose own cell does not matter. */
  CountedSize(NetworkSpec network, ToDoubleFunction<NetworkSize> count) {
    sizes = new CellSizes(network);
    this.count = count;
  }

  @Override
  public int minimumTrials() {
    return 0;
  }

  @Override
  public void fit(List<Cell> architectures, double[] values) {
    Require.that(
        architectures.size() == values.length,
        "the number of values",
        values.length,
        "as many as architectures, " + architectures.size());
  }

  @Override
  public void predict(Candidates<Cell> candidates, double[] mean, double[] standardDeviation) {
    Arrays.fill(standardDeviation, 0);
    for (int i = 0; i < candidates.size(); i++) {
      mean[i] = count.applyAsDouble(sizes.of(candidates.get(i)));
    }
  }
}
