package io.github.tribuopnas.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTest {

  private static final List<Integer> BOTH_INPUTS = List.of(Branch.BEFORE_PREVIOUS, Branch.PREVIOUS);
  private static final List<Operation> OPERATIONS = List.of(Operation.values());

  @Test
  void sidesOfABlockDoNotMatter() {
    assertEquals(Cell.parse("p:sep3x3+pp:max3x3"), Cell.parse("pp:max3x3+p:sep3x3"));
    assertEquals(Cell.parse("p:sep3x3+p:max3x3"), Cell.parse("p:max3x3+p:sep3x3"));
  }

  @Test
  void numbersOfBlocksDoNotMatter() {
    assertEquals(
        Cell.parse("p:sep3x3+p:sep3x3,pp:max3x3+p:identity,1:sep3x3+p:avg3x3"),
        Cell.parse("p:identity+pp:max3x3,p:sep3x3+p:sep3x3,p:avg3x3+2:sep3x3"));
  }

  @Test
  void oneSharedBlockIsNotTwoEqualBlocks() {
    String equalBlocks = "p:sep3x3+p:sep3x3,p:sep3x3+p:sep3x3,";
    assertNotEquals(
        Cell.parse(equalBlocks + "1:max3x3+1:avg3x3"),
        Cell.parse(equalBlocks + "1:max3x3+2:avg3x3"));
  }

  @Test
  void textIsTheLeastOfAllNumberings() {
    assertEquals(
        "pp:sep3x3+p:identity,pp:sep5x5+pp:max3x3,p:sep3x3+p:sep5x5,p:sep7x7+p:max3x3,"
            + "p:max3x3+3:sep3x3",
        Cell.parse(
                "pp:sep5x5+pp:max3x3,p:sep7x7+p:max3x3,p:sep5x5+p:sep3x3,3:sep3x3+p:max3x3,"
                    + "pp:sep3x3+p:identity")
            .toString());
  }

  @Test
  void canonicalFormAgreesWithTryingAllNumberings() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 20_000; i++) {
      // Few operations and one input make equal blocks, hence ties, common.
      int operations = 1 + i % 3;
      List<Integer> inputs = i % 2 == 0 ? BOTH_INPUTS : List.of(Branch.PREVIOUS);
      List<Block> blocks =
          Graphs.random(1 + i % 5, OPERATIONS.subList(0, operations), inputs, random);
      assertEquals(Graphs.leastNumbering(blocks), Cell.of(blocks).blocks(), blocks.toString());
    }
  }

  @Test
  void disguisedCellsAreEqualWithEqualHashes() {
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < 50_000; i++) {
      List<Block> blocks =
          Graphs.random(1 + i % 5, OPERATIONS.subList(0, 1 + i % 8), BOTH_INPUTS, random);
      Cell cell = Cell.of(blocks);
      Cell other = Cell.of(Graphs.disguised(blocks, random));
      assertEquals(cell, other);
      assertEquals(cell.hashCode(), other.hashCode());
      assertEquals(0, cell.compareTo(other));
      assertEquals(cell.toString(), other.toString());
    }
  }

  @Test
  void cellsAreEqualExactlyIfTheirGraphsAreIsomorphic() {
    SplittableRandom random = new SplittableRandom(13);
    int equal = 0;
    for (int i = 0; i < 100_000; i++) {
      int size = 2 + i % 4;
      List<Operation> operations = OPERATIONS.subList(0, 1 + i % 2);
      List<Block> one = Graphs.random(size, operations, List.of(Branch.PREVIOUS), random);
      List<Block> other = Graphs.random(size, operations, List.of(Branch.PREVIOUS), random);
      boolean isomorphic = Graphs.isomorphic(one, other);
      assertEquals(isomorphic, Cell.of(one).equals(Cell.of(other)), one + " and " + other);
      equal += isomorphic ? 1 : 0;
    }
    assertTrue(equal > 1_000 && equal < 99_000, equal + " equal pairs");
  }

  @Test
  void textsOfRandomCellsAreReadBack() {
    CellSpace space = CellSpace.builder().setBlocks(5).build();
    SplittableRandom random = new SplittableRandom(14);
    for (int i = 0; i < 100_000; i++) {
      Cell cell = space.random(1 + i % 5, random);
      assertEquals(cell, Cell.parse(cell.toString()));
      assertEquals(cell, Cell.of(cell.blocks()));
    }
  }

  @Test
  void cellsAreOrderedBySizeThenBlockByBlock() {
    List<Cell> ordered =
        List.of(
            Cell.parse("pp:sep3x3+pp:sep3x3"),
            Cell.parse("pp:sep3x3+pp:dil3x3"),
            Cell.parse("pp:sep3x3+p:sep3x3"),
            Cell.parse("p:dil3x3+p:dil3x3"),
            Cell.parse("pp:sep3x3+pp:sep3x3,pp:sep3x3+pp:sep3x3"),
            Cell.parse("pp:sep3x3+pp:sep3x3,pp:sep3x3+1:sep3x3"),
            Cell.parse("pp:sep3x3+pp:sep3x3,p:sep3x3+p:sep3x3"),
            Cell.parse("pp:sep3x3+pp:sep5x5,pp:sep3x3+pp:sep5x5"));
    List<Cell> shuffled = new ArrayList<>(ordered);
    Collections.reverse(shuffled);
    Collections.sort(shuffled);
    assertEquals(ordered, shuffled);
  }

  @Test
  void blocksAreReadAsNumbered() {
    Cell cell = Cell.parse("pp:sep3x3+p:identity,p:max3x3+1:dil3x3,1:avg3x3+1:sep5x5");
    assertEquals(3, cell.size());
    assertEquals(new Branch(Branch.PREVIOUS, Operation.MAX_POOL_3X3), cell.left(2));
    assertEquals(new Branch(1, Operation.DILATED_3X3), cell.right(2));
    assertEquals(new Block(cell.left(2), cell.right(2)), cell.block(2));
    assertTrue(cell.isRead(1));
    assertFalse(cell.isRead(2));
    assertFalse(cell.isRead(3));
    assertThrows(IndexOutOfBoundsException.class, () -> cell.block(0));
    assertThrows(IndexOutOfBoundsException.class, () -> cell.left(4));
    assertThrows(IndexOutOfBoundsException.class, () -> cell.isRead(4));
  }

  @Test
  void everyOperationHasItsOwnTextAndFitsTheCode() {
    for (Operation operation : Operation.values()) {
      assertEquals(operation, Operation.parse(operation.text()));
      assertTrue(operation.ordinal() <= CellCode.OPERATION_MASK);
    }
  }

  @Test
  void theCellOfTheLongestTextIsRead() {
    Operation longest =
        Arrays.stream(Operation.values())
            .max(Comparator.comparingInt(operation -> operation.text().length()))
            .orElseThrow();
    Branch branch = new Branch(Branch.BEFORE_PREVIOUS, longest);
    Cell cell = Cell.of(Collections.nCopies(Cell.MAX_BLOCKS, new Block(branch, branch)));
    assertEquals(cell, Cell.parse(cell.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                                    | empty text        | 1 to 5 blocks
          p:sep3x3                              | 'p:sep3x3'        | sum of two branches
          p:sep3x3+p:sep3x3+p:sep3x3            | block 'p:sep3x3+p | sum of two branches
          p:sep3x3+p:sep3x3,                    | block ''          | sum of two branches
          p:sep9x9+p:sep3x3                     | 'sep9x9'          | sep3x3, sep5x5, sep7x7
          p:SEP3X3+p:sep3x3                     | 'SEP3X3'          | sep3x3, sep5x5, sep7x7
          p+p:sep3x3                            | 'p' has no ':'    | such as p:sep3x3
          q:sep3x3+p:sep3x3                     | input 'q'         | pp, p and the number
          0:sep3x3+p:sep3x3                     | input '0'         | pp, p and the number
          -1:sep3x3+p:sep3x3                    | input '-1'        | pp, p and the number
          01:sep3x3+p:sep3x3                    | input '01'        | pp, p and the number
          99999999999:sep3x3+p:sep3x3           | '99999999999'     | pp, p and the number
          1:sep3x3+p:sep3x3                     | block 1 reads itself | allowed are pp and p
          p:sep3x3+2:sep3x3                     | later block 2     | allowed are pp and p
          p:sep3x3+p:sep3x3,p:sep3x3+2:sep3x3   | block 2 reads itself | pp, p and block 1
          p:sep3x3+p:sep3x3,p:sep3x3+999999999:sep3x3 | later block 999999999 | pp, p and block 1
          p:sep3x3+ p:sep3x3                    | input ' p'        | pp, p and the number
          """)
  void textsThatAreNoCellAreRefusedWithTheReason(String text, String named, String allowed) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Cell.parse(text));
    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(allowed), refusal.getMessage());
  }

  @Test
  void longTextsAreRefusedWithAShortMessage() {
    String blocks = String.join(",", Collections.nCopies(600, "p:sep3x3+p:sep3x3"));
    assertRefusal(blocks, "600 blocks", "1 to 5");
    assertRefusal("p".repeat(10_000), "10000 characters", "at most 149");
    assertRefusal(",".repeat(10_000), "10001 blocks", "1 to 5");
    assertRefusal("\n\u0000" + "p".repeat(9_998), "10000 characters", "at most 149");
    String six = String.join(",", Collections.nCopies(6, "p:sep3x3+p:sep3x3"));
    assertRefusal(six, "6 blocks", "1 to 5");
  }

  private static void assertRefusal(String text, String named, String allowed) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Cell.parse(text)).getMessage();
    assertTrue(message.contains(named) && message.contains(allowed), message);
    assertTrue(message.length() < 200, message);
    assertTrue(message.chars().noneMatch(Character::isISOControl), message);
  }

  @Test
  void blocksThatAreNoCellAreRefused() {
    Branch branch = new Branch(Branch.PREVIOUS, Operation.IDENTITY);
    Block block = new Block(branch, branch);
    assertThrows(IllegalArgumentException.class, () -> Cell.of(List.of()));
    assertThrows(IllegalArgumentException.class, () -> Cell.of(Collections.nCopies(6, block)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Cell.of(List.of(new Block(new Branch(2, Operation.IDENTITY), branch))));
    assertThrows(IllegalArgumentException.class, () -> new Branch(-2, Operation.IDENTITY));
    assertThrows(NullPointerException.class, () -> new Branch(0, null));
    assertThrows(NullPointerException.class, () -> new Block(branch, null));
  }

  @Test
  void fiveBlocksReadingAllEarlierOnesKeepEveryBranch() {
    // Every block reads its predecessor, so there is only one numbering.
    List<Block> chain =
        IntStream.rangeClosed(1, Cell.MAX_BLOCKS)
            .mapToObj(
                number ->
                    new Block(
                        new Branch(Branch.BEFORE_PREVIOUS, OPERATIONS.get(number)),
                        new Branch(number - 1, Operation.DILATED_3X3)))
            .toList();
    assertEquals(chain, Cell.of(chain).blocks());
  }
}
