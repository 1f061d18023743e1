package io.github.tribuopnas.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Concatenation;
import io.github.tribuopnas.space.Operation;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CellSizesTest {

  private static final CellSpace ALL_OPERATIONS =
      CellSpace.builder().setBlocks(5).optOperations(List.of(Operation.values())).build();

  @ParameterizedTest
  @EnumSource
  void sizesAreThoseOfNetworksThatAreBuilt(Concatenation concatenation) {
    NetworkSpec network =
        Setting.PROXY
            .of(Cell.parse("p:identity+p:identity"))
            .optConcatenation(concatenation)
            .optRepeats(2)
            .optFilters(8)
            .optImage(new ImageShape(14, 14, 3))
            .optClasses(7)
            .build();
    CellSizes sizes = new CellSizes(network);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 150; i++) {
      Cell cell = ALL_OPERATIONS.random(1 + i % 5, random);
      NetworkSummary built = NetworkSummary.of(network.withCell(cell));
      assertEquals(
          new NetworkSize(built.parameters(), built.multAdds(), built.activations()),
          sizes.of(cell),
          cell.toString());
    }
  }
}
