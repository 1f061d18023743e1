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
import org.junit.jupiter.params.provider.CsvSource;

class CellSizesTest {

  private static final CellSpace ALL_OPERATIONS =
      CellSpace.builder().setBlocks(5).optOperations(List.of(Operation.values())).build();

  @ParameterizedTest
  @CsvSource({"ALL,PAPER,1", "UNUSED,PAPER,2", "ALL,DIRECT,2", "UNUSED,DIRECT,1"})
  void sizesAreThoseOfNetworksThatAreBuilt(
      Concatenation concatenation, Layout layout, int stemStride) {
    NetworkSpec network =
        Setting.PROXY
            .of(Cell.parse("p:identity+p:identity"))
            .optConcatenation(concatenation)
            .optRepeats(2)
            .optFilters(8)
            .optImage(new ImageShape(20, 16, 3))
            .optClasses(7)
            .optLayout(layout)
            .optStemStride(stemStride)
            .build();
    CellSizes sizes = new CellSizes(network);
    ServedSizes served = new ServedSizes(network);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 100; i++) {
      Cell cell = ALL_OPERATIONS.random(1 + i % 5, random);
      CellNetwork built = new CellNetwork(network.withCell(cell));
      NetworkSummary summary = NetworkSummary.of(network.withCell(cell));
      NetworkSize size = sizes.of(cell);
      assertEquals(built.size(), size, cell.toString());
      assertEquals(summary.parameters(), size.parameters(), cell.toString());
      assertEquals(summary.multAdds(), size.multAdds(), cell.toString());
      assertEquals(summary.activations(), size.activations(), cell.toString());
      assertEquals(built.servedSize(), served.of(cell), cell.toString());
    }
  }
}
