package io.github.tribuopnas.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Block;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every surrogate of cells promises. */
public abstract class SurrogateContract {

  /** All cells of up to three blocks; those of one and two are measured. */
  public static final CellSpace SPACE = CellSpace.builder().setBlocks(3).build();

  private static final int ASKED = 150;

  /** Candidates that exist as objects. */
  /** Predictions. */
  private record Predicted(double[] mean, double[] standardDeviation) {

    void assertEqualTo(Predicted other) {
      assertArrayEquals(other.mean, mean, 0);
      assertArrayEquals(other.standardDeviation, standardDeviation, 0);
    }
  }

  /**
   * Makes the surrogate.
   *
   * @param space the space, whose cells of every level can be measured and predicted
   * @param seed decides all random choices
   * @return a new surrogate, not yet fitted
   */
  protected abstract Surrogate<Cell> surrogate(CellSpace space, long seed);

  private static List<Cell> cells(int count, int blocks, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(SPACE.random(blocks, random));
    }
    return cells;
  }

  private static List<Cell> measured() {
    List<Cell> cells = new ArrayList<>(cells(80, 1, 1));
    cells.addAll(cells(80, 2, 2));
    return cells;
  }

  /** From 0.5 to 0.9, by the mean place of the operations in their enum. */
  private static double accuracy(Cell cell) {
    double sum = 0;
    for (Block block : cell.blocks()) {
      sum += block.left().operation().ordinal() + block.right().operation().ordinal();
    }
    return 0.5 + 0.4 * sum / (14.0 * cell.size());
  }

  private static double[] accuracies(List<Cell> cells) {
    return cells.stream().mapToDouble(SurrogateContract::accuracy).toArray();
  }

  private static Surrogate<Cell> fitted(Surrogate<Cell> surrogate, List<Cell> cells) {
    surrogate.fit(cells, accuracies(cells));
    return surrogate;
  }

  private static Predicted predicted(Surrogate<Cell> surrogate, List<Cell> asked) {
    Predicted predicted = new Predicted(new double[asked.size()], new double[asked.size()]);
    Arrays.fill(predicted.mean, Double.NaN);
    Arrays.fill(predicted.standardDeviation, Double.NaN);
    surrogate.predict(Candidates.of(asked), predicted.mean, predicted.standardDeviation);
    return predicted;
  }

  @Test
  void cellsOfOneBlockMoreArePredictedByFiniteNumbers() {
    Surrogate<Cell> surrogate = fitted(surrogate(SPACE, 5), measured());
    Predicted predicted = predicted(surrogate, cells(ASKED, 3, 3));
    for (int i = 0; i < ASKED; i++) {
      assertTrue(Double.isFinite(predicted.mean[i]), "mean " + predicted.mean[i]);
      double deviation = predicted.standardDeviation[i];
      assertTrue(deviation >= 0 && deviation < 0.4, "standard deviation " + deviation);
    }
  }

  @Test
  void theBetterHalfOfTheMeasuredCellsIsPredictedToBeBetter() {
    List<Cell> cells = new ArrayList<>(measured());
    Predicted predicted = predicted(fitted(surrogate(SPACE, 5), cells), cells);
    double median = Arrays.stream(accuracies(cells)).sorted().toArray()[cells.size() / 2];
    double better = 0;
    double worse = 0;
    int count = 0;
    for (int i = 0; i < cells.size(); i++) {
      if (accuracy(cells.get(i)) >= median) {
        better += predicted.mean[i];
        count++;
      } else {
        worse += predicted.mean[i];
      }
    }
    assertTrue(better / count > worse / (cells.size() - count));
  }

  @Test
  void oneSeedPredictsOneThing() {
    List<Cell> asked = cells(ASKED, 3, 3);
    predicted(fitted(surrogate(SPACE, 5), measured()), asked)
        .assertEqualTo(predicted(fitted(surrogate(SPACE, 5), measured()), asked));
  }

  @Test
  void theOrderOfTheMeasurementsDoesNotMatter() {
    List<Cell> asked = cells(ASKED, 3, 3);
    List<Cell> shuffled = measured();
    Collections.shuffle(shuffled, new Random(7));
    predicted(fitted(surrogate(SPACE, 5), measured()), asked)
        .assertEqualTo(predicted(fitted(surrogate(SPACE, 5), shuffled), asked));
  }

  @Test
  void whatWasFittedBeforeIsForgotten() {
    List<Cell> asked = cells(ASKED, 3, 3);
    Surrogate<Cell> used = fitted(surrogate(SPACE, 5), cells(40, 1, 9));
    predicted(used, asked);
    predicted(fitted(used, measured()), asked)
        .assertEqualTo(predicted(fitted(surrogate(SPACE, 5), measured()), asked));
  }

  @Test
  void oneCellIsPredictedAsAmongOthers() {
    List<Cell> asked = cells(ASKED, 3, 3);
    Surrogate<Cell> surrogate = fitted(surrogate(SPACE, 5), measured());
    Predicted together = predicted(surrogate, asked);
    Predicted alone = predicted(surrogate, asked.subList(70, 71));
    assertEquals(together.mean[70], alone.mean[0], 1e-6);
    assertEquals(together.standardDeviation[70], alone.standardDeviation[0], 1e-6);
  }

  @Test
  void whatNeedsNoMeasurementsPredictsBeforeAFitAndNothingElseDoes() {
    Surrogate<Cell> surrogate = surrogate(SPACE, 5);
    List<Cell> asked = cells(2, 1, 1);
    if (surrogate.minimumTrials() > 0) {
      assertThrows(IllegalStateException.class, () -> predicted(surrogate, asked));
    } else {
      Predicted before = predicted(surrogate, asked);
      assertTrue(Arrays.stream(before.mean).allMatch(Double::isFinite));
      predicted(fitted(surrogate(SPACE, 5), List.of()), asked).assertEqualTo(before);
    }
  }

  @Test
  void tooFewMeasurementsAndOtherLengthsAreRefused() {
    Surrogate<Cell> surrogate = surrogate(SPACE, 5);
    int fewest = surrogate.minimumTrials();
    assertTrue(fewest >= 0);
    if (fewest > 0) {
      List<Cell> tooFew = cells(fewest - 1, 1, 1);
      assertThrows(IllegalArgumentException.class, () -> fitted(surrogate, tooFew));
    }
    List<Cell> cells = cells(fewest + 1, 1, 1);
    assertThrows(
        IllegalArgumentException.class, () -> surrogate.fit(cells, new double[cells.size() - 1]));
  }
}
