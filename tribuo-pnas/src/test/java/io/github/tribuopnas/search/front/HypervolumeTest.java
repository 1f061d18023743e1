package io.github.tribuopnas.search.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds volumes, and the boxes that are free of them, to counts on a grid. */
class HypervolumeTest {

  private static final int SIDE = 7;

  @Test
  void threeStepsOfStairsInThePlane() {
    // 1 x 5, then 1 x 3 more, then 2 x 1 more; (1, 1) is dominated, (0, 9) is on the edge.
    double[][] points = {{2, 3}, {1, 5}, {4, 1}, {1, 1}, {0, 9}, {Double.NaN, 7}};
    assertEquals(10, Hypervolume.of(points, new double[] {0, 0}));
    // Above (1, 1) only (2, 3) counts.
    assertEquals(2, Hypervolume.of(points, new double[] {1, 1}));
    assertEquals(0, Hypervolume.of(new double[0][], new double[] {0, 0}));
  }

  @Test
  void oneObjectiveIsTheBestAboveTheReference() {
    assertEquals(3, Hypervolume.of(new double[][] {{1}, {5}, {4}}, new double[] {2}));
  }

  private static double[][] points(int objectives) {
    SplittableRandom random = new SplittableRandom(objectives);
    double[][] points = new double[9][];
    for (int i = 0; i < points.length; i++) {
      points[i] = random.doubles(objectives, 0, SIDE).map(Math::floor).toArray();
    }
    return points;
  }

  /** The middles of all unit cells of a cube. */
  private static Stream<double[]> cells(int objectives) {
    int count = (int) Math.pow(SIDE, objectives);
    return Stream.iterate(0, i -> i < count, i -> i + 1)
        .map(
            number -> {
              double[] middle = new double[objectives];
              int rest = number;
              for (int i = 0; i < objectives; i++) {
                middle[i] = rest % SIDE + 0.5;
                rest /= SIDE;
              }
              return middle;
            });
  }

  private static boolean isBelow(double[] lower, double[] upper) {
    boolean below = true;
    for (int i = 0; i < lower.length; i++) {
      below &= lower[i] < upper[i];
    }
    return below;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void theVolumeIsTheNumberOfCellsUnderAPoint(int objectives) {
    double[][] points = points(objectives);
    long under =
        cells(objectives)
            .filter(cell -> Arrays.stream(points).anyMatch(point -> isBelow(cell, point)))
            .count();
    assertEquals(under, Hypervolume.of(points, new double[objectives]), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void eachCellIsUnderAPointOrInOneFreeBox(int objectives) {
    double[][] points = points(objectives);
    FreeBoxes free = FreeBoxes.above(points, new double[objectives]);
    cells(objectives)
        .forEach(
            cell -> {
              boolean isDominated = Arrays.stream(points).anyMatch(point -> isBelow(cell, point));
              long boxes =
                  free.boxes().stream()
                      .filter(box -> isBelow(box.lower(), cell) && isBelow(cell, box.upper()))
                      .count();
              assertEquals(isDominated ? 0 : 1, boxes, Arrays.toString(cell));
            });
  }

  @Test
  void theEndsHaveRoomAndTheOthersAsMuchAsTheirNeighborsLeave() {
    double[][] points = {{0, 10}, {10, 0}, {2, 6}, {4, 5}};
    double[] distances = Crowding.distances(points);
    assertEquals(Double.POSITIVE_INFINITY, distances[0]);
    assertEquals(Double.POSITIVE_INFINITY, distances[1]);
    assertEquals(4 / 10.0 + 5 / 10.0, distances[2], 1e-12);
    assertEquals(8 / 10.0 + 6 / 10.0, distances[3], 1e-12);
    assertTrue(Crowding.distances(new double[0][]).length == 0);
  }
}
