package io.github.tribuopnas.surrogate.feature;

import io.github.tribuopnas.network.CellSizes;
import io.github.tribuopnas.network.NetworkSize;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.List;
import java.util.stream.Stream;

/**
 * Describes a cell as {@link CellFeatures} do, and by the exact size of the network that would be
 * trained: {@code logMultAdds}, {@code logParameters} and {@code logActivations}, natural
 * logarithms of the values of {@link NetworkSize}. Not safe for use by several threads.
 */
public final class SizedCellFeatures implements FeatureExtractor<Cell> {

  /** The names of the sizes. */
  public static final List<String> SIZES =
      List.of("logMultAdds", "logParameters", "logActivations");

  private final CellFeatures features;
  private final CellSizes sizes;
  private final List<String> names;
  private final double[] unsized;

  /**
   * Makes the features of the cells of a space.
   *
   * @param space whose operations the cells use
   * @param network what the cells are stacked to; its own cell does not matter
   */
  public SizedCellFeatures(CellSpace space, NetworkSpec network) {
    features = new CellFeatures(space);
    sizes = new CellSizes(network);
    names = Stream.concat(features.names().stream(), SIZES.stream()).toList();
    unsized = new double[features.names().size()];
  }

  @Override
  public List<String> names() {
    return names;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the cell uses an operation outside the space, or the row
   *     has another length
   */
  @Override
  public void extract(Cell cell, double[] row) {
    if (row.length != names.size()) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " values; there are " + names.size() + " features");
    }
    features.extract(cell, unsized);
    System.arraycopy(unsized, 0, row, 0, unsized.length);
    NetworkSize size = sizes.of(cell);
    row[unsized.length] = Math.log(size.multAdds());
    row[unsized.length + 1] = Math.log(size.parameters());
    row[unsized.length + 2] = Math.log(size.activations());
  }
}
