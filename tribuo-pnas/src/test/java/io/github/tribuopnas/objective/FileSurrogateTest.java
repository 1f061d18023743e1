package io.github.tribuopnas.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.network.NetworkSize;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.ServedSizes;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileSurrogateTest {

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(5).build();
  private static final NetworkSpec NETWORK =
      Setting.PROXY.of(Cell.parse("p:identity+p:identity")).optFilters(8).build();

  private final ServedSizes sizes = new ServedSizes(NETWORK);
  private final FileSurrogate surrogate = new FileSurrogate(NETWORK);

  private static List<Cell> cells(int level, int count) {
    SplittableRandom random = new SplittableRandom(level);
    return Stream.generate(() -> SPACE.random(level, random)).distinct().limit(count).toList();
  }

  private static double[] values(List<Cell> cells, ToDoubleFunction<Cell> device) {
    return cells.stream().mapToDouble(device).toArray();
  }

  private double[] predicted(List<Cell> cells) {
    double[] mean = new double[cells.size()];
    surrogate.predict(Candidates.of(cells), mean, new double[cells.size()]);
    return mean;
  }

  private void assertPredictsWithinATenth(List<Cell> cells, ToDoubleFunction<Cell> device) {
    double[] predicted = predicted(cells);
    double[] actual = values(cells, device);
    for (int i = 0; i < actual.length; i++) {
      assertEquals(1, predicted[i] / actual[i], 0.1, cells.get(i).toString());
    }
  }

  /** Time for each operator, each multiply-add, and to begin; large kernels take longer. */
  private double time(Cell cell) {
    NetworkSize size = sizes.of(cell);
    double large = 0;
    for (int block = 1; block <= cell.size(); block++) {
      large += cell.left(block).operation() == Operation.SEPARABLE_7X7 ? 1 : 0;
      large += cell.right(block).operation() == Operation.SEPARABLE_7X7 ? 1 : 0;
    }
    return 0.01
        + 4e-4 * size.operators()
        + 2e-8 * size.multAdds()
        + 0.02 * large * ServedSizes.cells(cell);
  }

  @Test
  void tenCellsOfOneBlockTellTheOrderOfThoseOfFive() {
    List<Cell> first = cells(1, 10);
    surrogate.fit(first, values(first, this::time));
    List<Cell> last = cells(5, 100);
    double correlation = RankCorrelation.spearman(predicted(last), values(last, this::time));
    assertTrue(correlation > 0.95, "rank correlation " + correlation);
  }

  @Test
  void whatGrowsWithSizesAloneIsPredictedForMoreBlocks() {
    List<Cell> measured = Stream.concat(cells(1, 20).stream(), cells(2, 20).stream()).toList();
    ToDoubleFunction<Cell> bytes =
        cell -> 5_000 + 4.0 * sizes.of(cell).parameters() + 200.0 * sizes.of(cell).operators();
    surrogate.fit(measured, values(measured, bytes));
    assertPredictsWithinATenth(cells(4, 50), bytes);
  }

  @Test
  void whatItTakesToReadAnInputIsLearned() {
    List<Cell> measured = Stream.concat(cells(1, 16).stream(), cells(2, 16).stream()).toList();
    ToDoubleFunction<Cell> device =
        cell ->
            time(cell)
                + 0.1 * ServedSizes.readers(cell, Branch.BEFORE_PREVIOUS)
                + 0.2 * ServedSizes.readers(cell, Branch.PREVIOUS);
    surrogate.fit(measured, values(measured, device));
    assertPredictsWithinATenth(cells(3, 50), device);
  }

  @Test
  void valuesThatAreNotAboveZeroArePredictedToo() {
    List<Cell> measured = cells(2, 40);
    ToDoubleFunction<Cell> shifted = cell -> time(cell) - 10;
    surrogate.fit(measured, values(measured, shifted));
    List<Cell> others = cells(3, 50);
    double correlation = RankCorrelation.spearman(predicted(others), values(others, shifted));
    assertTrue(correlation > 0.95, "rank correlation " + correlation);
    assertTrue(predicted(others)[0] < -9, "in the units of the values");
  }

  @Test
  void oneMeasurementIsEnough() {
    Cell cell = Cell.parse("p:sep3x3+p:max3x3");
    surrogate.fit(List.of(cell), new double[] {2});
    assertEquals(2, predicted(List.of(cell))[0], 0.2);
    assertTrue(
        predicted(List.of(Cell.parse("p:sep3x3+p:max3x3,1:sep3x3+1:sep3x3")))[0] > 2,
        "two blocks take longer");
  }

  @Test
  void wrongUseIsRefused() {
    assertThrows(IllegalStateException.class, () -> predicted(cells(1, 1)));
    List<Cell> two = cells(1, 2);
    assertThrows(IllegalArgumentException.class, () -> surrogate.fit(two, new double[1]));
    assertThrows(IllegalArgumentException.class, () -> surrogate.fit(List.of(), new double[0]));
  }
}
