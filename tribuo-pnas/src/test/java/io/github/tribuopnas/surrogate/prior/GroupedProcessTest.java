package io.github.tribuopnas.surrogate.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GroupedProcessTest {

  private static final int[] ONE_GROUP = {0};

  /**
   * Two points at -1 and 1, deviation 1, length 1, noise 1: k(r) = 1 / (1 + r² / 2), so that k(2) =
   * 1/3 and the weights w and -w of the values 1 and -1 solve 2 w - w / 3 = 1.
   */
  @Test
  void twoPointsAreSolvedByHand() {
    double[][] rows = {{-1}, {1}};
    GroupedProcess process = GroupedProcess.fit(rows, new double[] {-1, 1}, ONE_GROUP, 1, 1);
    double weight = 1 / (2 - 1.0 / 3);
    assertEquals(weight * (1 - 1.0 / 3), process.of(new double[] {1}), 1e-12);
    assertEquals(0, process.of(new double[] {0}), 1e-12);
    assertEquals(weight * (1 / 3.0 - 1 / 9.0), process.of(new double[] {3}), 1e-12);
  }

  @Test
  void unitsOfColumnsDoNotMatter() {
    double[][] rows = {{1, 5}, {2, 1}, {4, 2}, {7, 2}};
    double[][] inOtherUnits = {{1000, 5}, {2000, 1}, {4000, 2}, {7000, 2}};
    double[] values = {-2, 1, 0, 1};
    int[] groups = {0, 1};
    assertEquals(
        GroupedProcess.fit(rows, values, groups, 1.5, 2).of(new double[] {3, 3}),
        GroupedProcess.fit(inOtherUnits, values, groups, 1.5, 2).of(new double[] {3000, 3}),
        1e-12);
  }

  /** What one group tells does not depend on the other. */
  @Test
  void groupsAddUp() {
    double[][] rows = {{-1, -1}, {-1, 1}, {1, -1}, {1, 1}};
    double[] values = {-3, -1, 1, 3};
    GroupedProcess process = GroupedProcess.fit(rows, values, new int[] {0, 1}, 1, 1e-9);
    double left = process.of(new double[] {-1, 0});
    double right = process.of(new double[] {1, 0});
    assertEquals(-left, right, 1e-9);
    assertEquals(
        process.of(new double[] {1, 1}) - process.of(new double[] {1, -1}),
        process.of(new double[] {-1, 1}) - process.of(new double[] {-1, -1}),
        1e-6);
  }

  @Test
  void columnsThatNeverDifferedTellNothing() {
    double[][] rows = {{-1, 4}, {1, 4}};
    GroupedProcess process = GroupedProcess.fit(rows, new double[] {-1, 1}, new int[] {0, 1}, 1, 1);
    assertEquals(process.of(new double[] {1, 4}), process.of(new double[] {1, 40}), 0);
  }
}
