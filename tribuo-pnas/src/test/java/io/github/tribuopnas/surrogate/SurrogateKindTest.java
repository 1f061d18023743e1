package io.github.tribuopnas.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SurrogateKindTest {

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(3).build();

  private static List<Cell> cells(int count, int blocks, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(SPACE.random(blocks, random));
    }
    return cells;
  }

  /** 0.5 to 0.9, by the mean place of the operations in their enum. */
  private static double[] accuracies(List<Cell> cells) {
    return cells.stream()
        .mapToDouble(
            cell ->
                0.5
                    + 0.4
                        * cell.blocks().stream()
                            .mapToInt(
                                block ->
                                    block.left().operation().ordinal()
                                        + block.right().operation().ordinal())
                            .sum()
                        / (14.0 * cell.size()))
        .toArray();
  }

  private static double[] predicted(TribuoSurrogate<Cell> surrogate, List<Cell> asked) {
    List<Cell> measured = new ArrayList<>(cells(80, 1, 1));
    measured.addAll(cells(80, 2, 2));
    surrogate.fit(measured, accuracies(measured));
    double[] mean = new double[asked.size()];
    double[] standardDeviation = new double[asked.size()];
    surrogate.predict(Candidates.of(asked), mean, standardDeviation);
    for (double s : standardDeviation) {
      assertTrue(s >= 0 && s < 0.4, "spread " + s);
    }
    return mean;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LSTM")
  void everyKindRanksCellsOfOneBlockMoreAndPredictsTheSameAgain(SurrogateKind kind) {
    List<Cell> asked = cells(150, 3, 3);
    double[] mean = predicted(kind.of(SPACE, 5), asked);
    double reached = Spearman.correlation(mean, accuracies(asked));
    assertTrue(reached > 0.5, kind + " reaches " + reached);
    assertArrayEquals(mean, predicted(kind.of(SPACE, 5), asked), 0);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsFoundByItsName(SurrogateKind kind) {
    assertEquals(kind, SurrogateKind.parse(kind.text()));
  }

  @Test
  void defaultIsANameToo() {
    assertEquals(SurrogateKind.DEFAULT, SurrogateKind.parse("default"));
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThatThereAre() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> SurrogateKind.parse("gp"));
    assertTrue(e.getMessage().contains("forest, cart, boosted, linear"), e.getMessage());
  }
}
