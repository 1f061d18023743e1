package io.github.tribuopnas.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConcatenationTest {

  @Test
  void onlyTheBlockThatPnasnet5ReadsIsLeftOutOfTheUnused() {
    Cell cell = KnownCells.find("pnasnet5");
    for (int number = 1; number <= 5; number++) {
      boolean read = cell.block(number).toString().equals("p:sep3x3+p:sep5x5");
      assertTrue(Concatenation.ALL.includes(cell, number));
      assertEquals(!read, Concatenation.UNUSED.includes(cell, number));
    }
    assertFalse(Concatenation.UNUSED.includes(cell, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> Concatenation.ALL.includes(cell, 6));
  }

  @Test
  void textsAreReadBackAndOthersRefused() {
    for (Concatenation concatenation : Concatenation.values()) {
      assertEquals(concatenation, Concatenation.parse(concatenation.text()));
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> Concatenation.parse("some"))
            .getMessage();
    assertTrue(message.contains("'some'") && message.contains("allowed are all, unused"), message);
  }
}
