package io.github.tribuopnas.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void withoutTrialsADeviationIsWorthWhatIsAssumed() {
    Calibration none = Calibration.of(new int[0], new double[0], new double[0]);
    assertSame(Calibration.NONE, none);
    assertEquals(-1.2, none.expected(3, -2), 1e-12);
    assertEquals(0.8, none.unexplained(3), 1e-12);
  }

  @Test
  void trialsTellMeanSlopeAndWhatIsLeft() {
    // Products: 0.6 * 10 + 2 * 1; squares: 10 + 2. The slope is 8 / 12 of the deviation, 0.1.
    Calibration two =
        Calibration.of(new int[] {1, 1}, new double[] {0, 2}, new double[] {0.6, 0.8});
    assertEquals(2.0 / 3, two.correlation(), 1e-12);
    assertEquals(0.7, two.expected(1, 1), 1e-12);
    assertEquals(0.7 + 0.2 / 3, two.expected(1, 2), 1e-12);
    assertEquals(0.1 * Math.sqrt(1 - 4.0 / 9), two.unexplained(1), 1e-12);
  }

  @Test
  void aLevelWhoseTrialsWereExpectedToBeGoodIsNotTakenForABetterOne() {
    double[] reached = {0.6, 0.8};
    Calibration random = Calibration.of(new int[] {1, 1}, new double[] {-1, 1}, reached);
    Calibration chosen = Calibration.of(new int[] {1, 1}, new double[] {1, 3}, reached);
    assertEquals(0.7, random.expected(1, 0), 1e-12);
    assertEquals(0.7, chosen.expected(1, 2), 1e-12);
    assertEquals(random.expected(1, 1) - 0.7, chosen.expected(1, 3) - 0.7, 1e-12);
  }

  @Test
  void aLevelWithoutTrialsIsAsTheNearest() {
    Calibration two =
        Calibration.of(
            new int[] {1, 1, 3, 3}, new double[] {0, 2, 0, 2}, new double[] {0.6, 0.8, 0.9, 0.9});
    assertEquals(two.expected(3, 1), two.expected(5, 1), 0);
    assertEquals(0.9, two.expected(5, 7), 1e-12);
  }

  @Test
  void whatContradictsTrialsIsWorthNothing() {
    double[] expected = new double[40];
    double[] reached = new double[40];
    int[] levels = new int[40];
    for (int i = 0; i < 40; i++) {
      levels[i] = 1;
      expected[i] = i % 2 == 0 ? 1 : -1;
      reached[i] = -expected[i];
    }
    assertEquals(0, Calibration.of(levels, expected, reached).correlation(), 0);
  }
}
