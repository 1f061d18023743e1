package io.github.tribuopnas.surrogate.feature;

import io.github.tribuopnas.network.CellSizes;
import io.github.tribuopnas.network.NetworkSize;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import java.util.List;
import java.util.stream.Stream;

/**
 * Describes a cell by what is known of any cell in any network: the exact size of the network that
 * would be trained, {@code logMultAdds}, {@code logParameters} and {@code logActivations}, natural
 * logarithms of the values of {@link NetworkSize}; and {@code influence:OPERATION}, as in {@link
 * CellFeatures}. Not safe for use by several threads.
 */
public final class SizedCellFeatures implements FeatureExtractor<Cell> {

  /** The names of the sizes, which come first. */
  public static final List<String> SIZES =
      List.of("logMultAdds", "logParameters", "logActivations");

  private final List<Operation> operations;
  private final List<String> names;
  private final CellSizes sizes;
  private final OperationInfluence influence = new OperationInfluence();

  /**
   * Makes the features of the cells of a space.
   *
   * @param space whose operations the cells use; the influence of others is left out
   * @param network what the cells are stacked to; its own cell does not matter
   */
  public SizedCellFeatures(CellSpace space, NetworkSpec network) {
    operations = space.operations();
    names =
        Stream.concat(
                SIZES.stream(),
                operations.stream().map(operation -> "influence:" + operation.text()))
            .toList();
    sizes = new CellSizes(network);
  }

  @Override
  public List<String> names() {
    return names;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the row has another length
   */
  @Override
  public void extract(Cell cell, double[] row) {
    if (row.length != names.size()) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " values; there are " + names.size() + " features");
    }
    NetworkSize size = sizes.of(cell);
    int column = 0;
    row[column++] = Math.log(size.multAdds());
    row[column++] = Math.log(size.parameters());
    row[column++] = Math.log(size.activations());
    influence.measure(cell);
    for (Operation operation : operations) {
      row[column++] = influence.of(operation);
    }
  }
}
