package io.github.tribuopnas.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownCellsTest {

  @Test
  void pnasnet5AgreesWithTheTablesOfTheReleasedCode() {
    assertEquals(
        fromTables(
            new int[] {1, 1, 0, 0, 0, 0, 4, 0, 1, 0},
            "sep5x5 max3x3 sep7x7 max3x3 sep5x5 sep3x3 sep3x3 max3x3 sep3x3 identity"),
        KnownCells.find("pnasnet5"));
  }

  @Test
  void nasnetAAgreesWithTheTablesOfTheReleasedCode() {
    assertEquals(
        fromTables(
            new int[] {0, 1, 1, 1, 0, 1, 1, 1, 0, 0},
            "sep5x5 sep3x3 sep5x5 sep3x3 avg3x3 identity avg3x3 avg3x3 sep3x3 identity"),
        KnownCells.find("nasnet-a-normal"));
  }

  /** TensorFlow slim's form: 0 is the previous cell, 1 the one before, 2 the first block. */
  private static Cell fromTables(int[] hiddenStates, String operations) {
    String[] texts = operations.split(" ");
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < hiddenStates.length; i += 2) {
      blocks.add(
          new Block(branch(hiddenStates[i], texts[i]), branch(hiddenStates[i + 1], texts[i + 1])));
    }
    return Cell.of(blocks);
  }

  private static Branch branch(int hiddenState, String operation) {
    int input =
        switch (hiddenState) {
          case 0 -> Branch.PREVIOUS;
          case 1 -> Branch.BEFORE_PREVIOUS;
          default -> hiddenState - 1;
        };
    return new Branch(input, Operation.parse(operation));
  }

  @Test
  void aNameOrATextStandsForACell() {
    Cell block = Cell.parse("p:conv3x3x2+p:identity");
    assertEquals(block, KnownCells.parse("resnet"));
    assertEquals(block, KnownCells.parse("p:identity+p:conv3x3x2"));
    assertEquals(Cell.parse("p:conv1x1+p:conv3x3"), KnownCells.parse("plain"));
    assertThrows(IllegalArgumentException.class, () -> KnownCells.parse("resnet8"));
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> KnownCells.find("pnasnet6"))
            .getMessage();
    assertTrue(message.contains("'pnasnet6'") && message.contains("pnasnet5"), message);
  }

  @Test
  void knownCellsAreListedInOneOrderAndCannotBeChanged() {
    assertEquals(
        List.of("pnasnet5", "nasnet-a-normal", "resnet", "plain"),
        List.copyOf(KnownCells.all().keySet()));
    assertThrows(UnsupportedOperationException.class, () -> KnownCells.all().clear());
  }
}
