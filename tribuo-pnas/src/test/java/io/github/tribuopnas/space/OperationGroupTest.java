package io.github.tribuopnas.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OperationGroupTest {

  private static long blocks(SpaceOptions options) {
    return CellCounter.count(options.space()).get(0).distinct().longValueExact();
  }

  private static SpaceOptions options(List<Operation> operations) {
    return new SpaceOptions().withBlocks(1).withOperations(operations);
  }

  /** Of two inputs and k operations, n = 2k branches and n (n + 1) / 2 blocks. */
  @Test
  void groupsHaveTheirCountsOfCells() {
    assertEquals(136, blocks(new SpaceOptions().withBlocks(1)));
    assertEquals(136, blocks(options(OperationGroup.PAPER.operations())));
    assertEquals(105, blocks(options(OperationGroup.FAST.operations())));
    assertEquals(300, blocks(options(OperationGroup.ALL.operations())));
  }

  @Test
  void namesOfGroupsAndOperationsGoTogether() {
    assertEquals(Operation.PAPER, OperationGroup.parse(List.of("paper")));
    assertEquals(List.of(Operation.values()), OperationGroup.parse(List.of("all")));
    assertEquals(
        List.of(Operation.IDENTITY, Operation.CONVOLUTION_3X3),
        OperationGroup.parse(List.of("conv3x3", "identity", "conv3x3")));
    List<Operation> fastAndAnother = OperationGroup.parse(List.of("mbconv3x3", "fast"));
    assertEquals(OperationGroup.FAST.operations(), fastAndAnother.subList(0, 7));
    assertEquals(Operation.INVERTED_BOTTLENECK_3X3, fastAndAnother.get(7));
  }

  @Test
  void anotherNameIsRefusedWithThoseThereAre() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> OperationGroup.parse(List.of("slow")))
            .getMessage();
    assertTrue(
        message.contains("'slow'") && message.contains("fast") && message.contains("sep3x3"),
        message);
  }
}
