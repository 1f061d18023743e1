package io.github.tribuopnas.surrogate.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import org.junit.jupiter.api.Test;

class SizedCellFeaturesTest {

  private static final NetworkSpec NETWORK =
      Setting.PROXY
          .of(Cell.parse("p:identity+p:identity"))
          .optRepeats(1)
          .optFilters(8)
          .optImage(new ImageShape(12, 12, 1))
          .optClasses(4)
          .build();

  private final SizedCellFeatures features =
      new SizedCellFeatures(CellSpace.builder().setBlocks(2).build(), NETWORK);

  @Test
  void sizesAreThoseOfTheNetwork() {
    Cell cell = Cell.parse("p:sep3x3+pp:max3x3,1:sep5x5+p:identity");
    NetworkSummary summary = NetworkSummary.of(NETWORK.withCell(cell));
    double[] row = new double[features.names().size()];
    features.extract(cell, row);
    assertEquals(Math.log(summary.multAdds()), row[0], 1e-12);
    assertEquals(Math.log(summary.parameters()), row[1], 1e-12);
    assertEquals(Math.log(summary.activations()), row[2], 1e-12);
  }

  /** Block 1 is the sum of both its sides; block 2 passes it on and adds p: halves of halves. */
  @Test
  void influencesAreShares() {
    double[] row = new double[features.names().size()];
    features.extract(Cell.parse("p:sep3x3+pp:max3x3,1:sep5x5+p:identity"), row);
    assertEquals(0.25 + 0.125, influence(row, "sep3x3"), 1e-12);
    assertEquals(0.25 + 0.125, influence(row, "max3x3"), 1e-12);
    assertEquals(0.25, influence(row, "sep5x5"), 1e-12);
    assertEquals(0.25, influence(row, "identity"), 1e-12);
    assertEquals(0, influence(row, "dil3x3"), 0);
  }

  private double influence(double[] row, String operation) {
    return row[features.names().indexOf("influence:" + operation)];
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> features.extract(Cell.parse("p:sep3x3+p:sep3x3"), new double[3]));
  }
}
