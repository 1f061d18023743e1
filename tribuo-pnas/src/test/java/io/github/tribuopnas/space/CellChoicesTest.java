package io.github.tribuopnas.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CellChoicesTest {

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(5).build();

  /** PNAS, section 3.1: |B_b| = (b+1)^2 * 8^2, and the product is 5.6e14. */
  @Test
  void theChoicesOfFiveBlocksMakeAsManyCellsAsThePaperCounts() {
    long cells = 1;
    for (int alternatives : SPACE.choices(5)) {
      cells *= alternatives;
    }
    assertEquals(556_627_761_561_600L, cells);
    assertEquals(20, SPACE.choices(5).size());
  }

  /**
   * Table of section 2.3 of the paper's notes: 735 distinct cells of two blocks, three operations.
   */
  @Test
  void allChoicesTogetherMakeAllDistinctCells() {
    CellSpace three =
        CellSpace.builder()
            .setBlocks(2)
            .optOperations(
                List.of(Operation.SEPARABLE_3X3, Operation.IDENTITY, Operation.MAX_POOL_3X3))
            .build();
    Set<Cell> cells = new HashSet<>();
    decodeAll(three, new ArrayList<>(), cells);
    assertEquals(735, cells.size());
  }

  private static void decodeAll(CellSpace space, List<Integer> chosen, Set<Cell> cells) {
    List<Integer> alternatives = space.choices(2);
    if (chosen.size() == alternatives.size()) {
      cells.add(space.decode(2, chosen));
      return;
    }
    for (int choice = 0; choice < alternatives.get(chosen.size()); choice++) {
      chosen.add(choice);
      decodeAll(space, chosen, cells);
      chosen.remove(chosen.size() - 1);
    }
  }

  @Test
  void choicesAreNumberedInputsBeforeOperations() {
    assertEquals(
        Cell.parse("pp:sep3x3+p:identity,1:max3x3+p:sep5x5"),
        SPACE.decode(
            2,
            List.of(
                0,
                1,
                Operation.SEPARABLE_3X3.ordinal(),
                Operation.IDENTITY.ordinal(),
                2,
                1,
                Operation.MAX_POOL_3X3.ordinal(),
                Operation.SEPARABLE_5X5.ordinal())));
  }

  @Test
  void aSpaceWithoutOneInputNumbersTheOthers() {
    CellSpace previousOnly =
        CellSpace.builder().setBlocks(2).optInputs(List.of(Branch.PREVIOUS)).build();
    assertEquals(List.of(1, 1, 8, 8, 2, 2, 8, 8), previousOnly.choices(2));
    assertEquals(
        Cell.parse("p:sep3x3+p:sep3x3,p:sep3x3+1:sep3x3"),
        previousOnly.decode(2, List.of(0, 0, 0, 0, 0, 1, 0, 0)));
  }

  @Test
  void partsAreTheOperationsAndInputsInUse() {
    long parts = SPACE.parts(Cell.parse("pp:sep3x3+p:identity,1:max3x3+p:identity"));
    // Three operations and the inputs pp, p and 1.
    assertEquals(6, Long.bitCount(parts));
    long others = SPACE.parts(Cell.parse("p:sep5x5+p:identity"));
    // The identity and p are common.
    assertEquals(2, Long.bitCount(parts & others));
    assertEquals(3, Long.bitCount(others));
  }

  @Test
  void wrongChoicesAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> SPACE.decode(1, List.of(0, 0, 0)));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> SPACE.decode(1, List.of(0, 2, 0, 0)));
    assertTrue(e.getMessage().contains("choice 2 is 2; allowed are 0 to 1"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> SPACE.choices(6));
  }
}
