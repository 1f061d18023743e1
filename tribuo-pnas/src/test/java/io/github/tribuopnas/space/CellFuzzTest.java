package io.github.tribuopnas.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CellFuzzTest {

  private static final String[] PIECES = {
    "p",
    "pp",
    "1",
    "2",
    "5",
    "9",
    "0",
    "-1",
    ":",
    "+",
    ",",
    ",,",
    " ",
    "\t",
    "",
    "sep3x3",
    "identity",
    "conv1x7_7x1",
    "max3x3",
    "sep",
    "p:sep3x3+pp:max3x3",
    "\uD83D\uDE00",
    "\u0661",
    "%s"
  };

  private final SplittableRandom random = new SplittableRandom(15);
  private final CellSpace space = CellSpace.builder().setBlocks(Cell.MAX_BLOCKS).build();

  @Test
  void anyTextIsEitherACellOrRefused() {
    int cells = 0;
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      String original = space.random(1 + i % 5, random).toString();
      String text =
          switch (i % 4) {
            case 0 -> pieces();
            case 1 -> mutated(original);
            default -> recombined(original);
          };
      try {
        Cell cell = Cell.parse(text);
        assertEquals(cell, Cell.parse(cell.toString()));
        cells++;
      } catch (IllegalArgumentException refusal) {
        String message = refusal.getMessage();
        // Every refusal of ours says what is allowed; one of the JDK would not.
        assertTrue(message.contains("; allowed "), message);
        refused++;
      }
    }
    assertTrue(cells > 20_000 && refused > 50_000, cells + " cells, " + refused + " refused");
  }

  private String pieces() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(100) == 0 ? 5_000 : random.nextInt(24);
    for (int i = 0; i < length; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private String mutated(String cell) {
    StringBuilder text = new StringBuilder(cell);
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int from = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + random.nextInt(4));
      String piece =
          switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> PIECES[random.nextInt(PIECES.length)];
            case 2 -> cell.substring(random.nextInt(cell.length()));
            default -> Character.toString(cell.charAt(random.nextInt(cell.length())));
          };
      text.replace(from, to, piece);
    }
    return text.toString();
  }

  /** Some parts replaced by parts that stand elsewhere in cells. */
  private String recombined(String cell) {
    String[] parts = cell.split("(?<=[:+,])|(?=[:+,])");
    String[] donor = space.random(5, random).toString().split("(?<=[:+,])|(?=[:+,])");
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int place = random.nextInt(parts.length);
      // Four parts make a branch and its sign, so this one is of the same kind, or of any.
      int from = random.nextInt(donor.length / 4) * 4 + (random.nextInt(8) == 0 ? 1 : place % 4);
      parts[place] = donor[Math.min(from, donor.length - 1)];
    }
    return String.join("", parts);
  }
}
