package io.github.tribuopnas.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellCounterTest {

  private static final List<Operation> OPERATIONS = Operation.PAPER;

  @Test
  void wholeSpaceHasThePublishedCounts() {
    List<LevelCount> counts = CellCounter.count(CellSpace.builder().setBlocks(5).build());
    assertEquals(
        List.of(
            level(1, "256", "136", "136"),
            level(2, "147456", "40800", "31620"),
            level(3, "150994944", "21542400", "10979688"),
            level(4, "241591910400", "17664768000", "5194395866"),
            level(5, "556627761561600", "20773767168000", "3147356952080")),
        counts);
  }

  private static LevelCount level(int blocks, String raw, String swapDistinct, String distinct) {
    return new LevelCount(
        blocks, new BigInteger(raw), new BigInteger(swapDistinct), new BigInteger(distinct));
  }

  @Test
  void fewerOperationsGiveTheKnownCounts() {
    assertEquals(735, distinct(space(2, 3, 2)));
    assertEquals(3_840, distinct(space(3, 2, 2)));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 8, 2", "3, 2, 2", "2, 3, 2", "5, 1, 1", "4, 1, 2", "4, 2, 1", "3, 3, 1", "2, 8, 1"
  })
  void countsAgreeWithExpandingEveryCell(int blocks, int operations, int inputs) {
    CellSpace space = space(blocks, operations, inputs);
    List<LevelCount> counts = CellCounter.count(space);
    Candidates<Cell> level = space.initial();
    for (LevelCount count : counts) {
      if (count.blocks() > 1) {
        level = space.expand(IntStream.range(0, level.size()).mapToObj(level::get).toList());
      }
      assertEquals(count.distinct().intValueExact(), level.size(), count.toString());
    }
  }

  private static CellSpace space(int blocks, int operations, int inputs) {
    return CellSpace.builder()
        .setBlocks(blocks)
        .optOperations(OPERATIONS.subList(0, operations))
        .optInputs(
            inputs == 1
                ? List.of(Branch.PREVIOUS)
                : List.of(Branch.PREVIOUS, Branch.BEFORE_PREVIOUS))
        .build();
  }

  private static int distinct(CellSpace space) {
    List<LevelCount> counts = CellCounter.count(space);
    return counts.get(counts.size() - 1).distinct().intValueExact();
  }
}
