package io.github.tribuopnas.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellSpaceTest {

  private static final CellSpace WHOLE = CellSpace.builder().setBlocks(5).build();

  /** Two operations and both inputs: 10, 165 and 3,840 cells. */
  private static final CellSpace SMALL =
      CellSpace.builder()
          .setBlocks(3)
          .optOperations(List.of(Operation.MAX_POOL_3X3, Operation.SEPARABLE_3X3))
          .build();

  private static List<Cell> all(Candidates<Cell> candidates) {
    return IntStream.range(0, candidates.size()).mapToObj(candidates::get).toList();
  }

  @Test
  void firstLevelHas136Cells() {
    List<Cell> cells = all(WHOLE.initial());
    assertEquals(136, cells.size());
    assertEquals("pp:sep3x3+pp:sep3x3", cells.get(0).toString());
    assertEquals("p:dil3x3+p:dil3x3", cells.get(135).toString());
  }

  @Test
  void childrenAreExactlyTheParentsWithOneBlockAdded() {
    SplittableRandom random = new SplittableRandom(21);
    for (int level = 1; level < 5; level++) {
      Cell parent = WHOLE.random(level, random);
      Set<Cell> expected = new TreeSet<>();
      List<Block> blocks = new ArrayList<>(parent.blocks());
      for (Branch left : branches(WHOLE, level + 1)) {
        for (Branch right : branches(WHOLE, level + 1)) {
          blocks.add(new Block(left, right));
          expected.add(Cell.of(blocks));
          blocks.remove(level);
        }
      }
      assertEquals(List.copyOf(expected), all(WHOLE.expand(List.of(parent))));
    }
  }

  private static List<Branch> branches(CellSpace space, int number) {
    return IntStream.concat(
            space.inputs().stream().mapToInt(Integer::intValue), IntStream.range(1, number))
        .boxed()
        .flatMap(input -> space.operations().stream().map(o -> new Branch(input, o)))
        .toList();
  }

  @Test
  void childrenAreInOrderWithoutDuplicatesWhateverTheOrderOfTheParents() {
    SplittableRandom random = new SplittableRandom(22);
    List<Cell> parents = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      parents.add(SMALL.random(2, random));
    }
    List<Cell> children = all(SMALL.expand(parents));
    assertEquals(List.copyOf(new TreeSet<>(children)), children);
    Collections.reverse(parents);
    assertEquals(children, all(SMALL.expand(parents)));
  }

  @Test
  void noParentsHaveNoChildren() {
    // As after a level at which every trial failed; the first level is initial().
    assertEquals(0, WHOLE.expand(List.of()).size());
  }

  @Test
  void randomCellsAreUniform() {
    int cells = 165;
    int draws = cells * 400;
    SplittableRandom random = new SplittableRandom(23);
    TreeMap<Cell, Integer> counts = new TreeMap<>();
    for (int i = 0; i < draws; i++) {
      counts.merge(SMALL.random(2, random), 1, Integer::sum);
    }
    assertEquals(cells, counts.size());
    double chiSquare =
        counts.values().stream().mapToDouble(count -> Math.pow(count - 400.0, 2) / 400).sum();
    // 164 degrees of freedom: mean 164, standard deviation 18.
    assertTrue(chiSquare > 100 && chiSquare < 230, "chi-square " + chiSquare);
  }

  @Test
  void randomCellsDependOnTheSeedAlone() {
    for (int level = 1; level <= 5; level++) {
      Cell cell = WHOLE.random(level, new SplittableRandom(24));
      assertEquals(level, WHOLE.level(cell));
      assertEquals(cell, WHOLE.random(level, new SplittableRandom(24)));
    }
    assertThrows(IllegalArgumentException.class, () -> SMALL.random(4, new SplittableRandom(24)));
    assertThrows(IllegalArgumentException.class, () -> SMALL.random(0, new SplittableRandom(24)));
  }

  @Test
  void mutantsAreExactlyTheCellsOneChangeAway() {
    SplittableRandom random = new SplittableRandom(25);
    for (Cell parent : List.of(KnownCells.find("pnasnet5"), WHOLE.random(3, random))) {
      Set<Cell> expected = neighbors(parent);
      Set<Cell> seen = new TreeSet<>();
      for (int i = 0; i < 20_000; i++) {
        seen.add(WHOLE.mutate(parent, random));
      }
      assertEquals(expected, seen);
    }
  }

  private static Set<Cell> neighbors(Cell parent) {
    Set<Cell> neighbors = new TreeSet<>();
    List<Block> blocks = new ArrayList<>(parent.blocks());
    for (int number = 1; number <= parent.size(); number++) {
      Block block = blocks.get(number - 1);
      for (Branch branch : branches(WHOLE, number)) {
        if (isOneChange(branch, block.left())) {
          blocks.set(number - 1, new Block(branch, block.right()));
          neighbors.add(Cell.of(blocks));
        }
        if (isOneChange(branch, block.right())) {
          blocks.set(number - 1, new Block(block.left(), branch));
          neighbors.add(Cell.of(blocks));
        }
      }
      blocks.set(number - 1, block);
    }
    neighbors.remove(parent);
    return neighbors;
  }

  private static boolean isOneChange(Branch one, Branch other) {
    return (one.input() == other.input()) != (one.operation() == other.operation());
  }

  @Test
  void mutantsStayInTheSpaceAndDifferFromTheirParent() {
    SplittableRandom random = new SplittableRandom(26);
    CellSpace narrow =
        CellSpace.builder()
            .setBlocks(4)
            .optOperations(List.of(Operation.IDENTITY))
            .optInputs(List.of(Branch.PREVIOUS))
            .build();
    for (int i = 0; i < 5_000; i++) {
      Cell parent = narrow.random(2 + i % 3, random);
      Cell mutant = narrow.mutate(parent, random);
      assertNotEquals(parent, mutant);
      assertEquals(parent.size(), mutant.size());
      assertEquals(mutant, narrow.parse(narrow.id(mutant)));
    }
    Cell only = narrow.initial().get(0);
    assertThrows(IllegalArgumentException.class, () -> narrow.mutate(only, random));
  }

  @Test
  void mutantsDependOnTheSeedAlone() {
    Cell parent = KnownCells.find("pnasnet5");
    RandomGenerator one = new SplittableRandom(27);
    RandomGenerator other = new SplittableRandom(27);
    for (int i = 0; i < 100; i++) {
      assertEquals(WHOLE.mutate(parent, one), WHOLE.mutate(parent, other));
    }
  }

  @Test
  void restrictedSpaceUsesOnlyWhatItHas() {
    CellSpace space =
        CellSpace.builder()
            .setBlocks(3)
            .optOperations(List.of(Operation.DILATED_3X3, Operation.IDENTITY))
            .optInputs(Set.of(Branch.PREVIOUS))
            .build();
    assertEquals(List.of(Operation.IDENTITY, Operation.DILATED_3X3), space.operations());
    assertEquals(List.of(Branch.PREVIOUS), space.inputs());
    assertEquals(3, space.initial().size());
    SplittableRandom random = new SplittableRandom(28);
    for (int i = 0; i < 1_000; i++) {
      Cell cell = space.random(3, random);
      assertEquals(cell, space.parse(cell.toString()));
    }
  }

  @Test
  void cellsOutsideTheSpaceAreRefusedWithTheReason() {
    CellSpace space =
        CellSpace.builder()
            .setBlocks(2)
            .optOperations(List.of(Operation.SEPARABLE_3X3, Operation.IDENTITY))
            .optInputs(List.of(Branch.PREVIOUS))
            .build();
    assertRefusal(space, "p:sep3x3+p:max3x3", "max3x3", "sep3x3, identity");
    assertRefusal(space, "p:sep3x3+pp:sep3x3", "input pp", "allowed are p and blocks");
    String three = "p:sep3x3+p:sep3x3,p:sep3x3+p:sep3x3,p:sep3x3+p:sep3x3";
    assertRefusal(space, three, "3 blocks", "1 to 2");
    assertRefusal(space, "", "empty", "1 to 5");
    Cell outside = Cell.parse("pp:sep3x3+p:sep3x3");
    assertThrows(IllegalArgumentException.class, () -> space.expand(List.of(outside)));
    assertThrows(
        IllegalArgumentException.class, () -> space.mutate(outside, new SplittableRandom(1)));
  }

  private static void assertRefusal(CellSpace space, String text, String named, String allowed) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> space.parse(text)).getMessage();
    assertTrue(message.contains(named) && message.contains(allowed), message);
  }

  @Test
  void expansionsThatCannotBeMadeAreRefused() {
    Cell one = SMALL.initial().get(0);
    Cell three = SMALL.random(3, new SplittableRandom(29));
    assertThrows(IllegalArgumentException.class, () -> SMALL.expand(List.of(three)));
    Cell two = SMALL.random(2, new SplittableRandom(29));
    assertThrows(IllegalArgumentException.class, () -> SMALL.expand(List.of(one, two)));
    Cell four = WHOLE.random(4, new SplittableRandom(29));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> WHOLE.expand(Collections.nCopies(100_000_000, four)))
            .getMessage();
    assertTrue(message.contains("117600000000 children"), message);
    assertTrue(message.contains("-Xmx"), message);
  }

  @Test
  void spacesThatCannotBeAreRefused() {
    CellSpace.Builder builder = CellSpace.builder();
    assertThrows(IllegalStateException.class, builder::build);
    assertThrows(IllegalArgumentException.class, () -> builder.setBlocks(0));
    assertThrows(IllegalArgumentException.class, () -> builder.setBlocks(6));
    assertThrows(IllegalArgumentException.class, () -> builder.optOperations(List.of()));
    assertThrows(IllegalArgumentException.class, () -> builder.optInputs(List.of()));
    assertThrows(IllegalArgumentException.class, () -> builder.optInputs(List.of(1)));
  }

  @Test
  void builtSpacesDoNotChangeWithTheirBuilder() {
    CellSpace.Builder builder = CellSpace.builder().setBlocks(1);
    CellSpace space = builder.build();
    builder.optOperations(List.of(Operation.IDENTITY));
    assertEquals(136, space.initial().size());
    assertEquals(3, builder.build().initial().size());
  }

  @Test
  void candidatesAreCheckedForTheirPlace() {
    Candidates<Cell> candidates = WHOLE.initial();
    assertThrows(IndexOutOfBoundsException.class, () -> candidates.get(136));
    assertThrows(IndexOutOfBoundsException.class, () -> candidates.get(-1));
  }
}
