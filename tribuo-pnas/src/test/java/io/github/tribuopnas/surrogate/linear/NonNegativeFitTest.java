package io.github.tribuopnas.surrogate.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NonNegativeFitTest {

  private static final double[] NO_PENALTY = {0, 0};

  @Test
  void weightsThatFitExactlyAreFound() {
    double[][] rows = {{1, 1}, {1, 2}, {1, 5}};
    LinearFunction line = NonNegativeFit.fit(rows, new double[] {5, 7, 13}, NO_PENALTY);
    assertArrayEquals(new double[] {3, 2}, line.weights(), 1e-6);
    assertEquals(0, line.intercept());
    assertEquals(23, line.of(new double[] {1, 10}), 1e-5);
  }

  @Test
  void whatWouldBeNegativeIsZeroAndTheRestFitsWithoutIt() {
    // Least squares has the weights 4 and -1; of the first column alone, the mean is best.
    double[][] rows = {{1, 1}, {1, 2}, {1, 3}};
    LinearFunction line = NonNegativeFit.fit(rows, new double[] {3, 2, 1}, NO_PENALTY);
    assertArrayEquals(new double[] {2, 0}, line.weights(), 1e-6);
  }

  @Test
  void aPenaltyShrinksItsWeight() {
    // (2 w - 4)^2 + 4 w^2 is least at w = 8 / (4 + 4).
    LinearFunction line =
        NonNegativeFit.fit(new double[][] {{2}}, new double[] {4}, new double[] {4});
    assertEquals(1, line.weights()[0], 1e-12);
  }

  @Test
  void aColumnOfZerosHasNoWeight() {
    LinearFunction line =
        NonNegativeFit.fit(new double[][] {{1, 0}, {2, 0}}, new double[] {2, 4}, NO_PENALTY);
    assertArrayEquals(new double[] {2, 0}, line.weights(), 1e-9);
  }

  /** The conditions of Karush, Kuhn and Tucker hold at the best weights and nowhere else. */
  @Test
  void noWeightCanBeBetter() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 20; round++) {
      double[][] rows = new double[12][5];
      double[] outputs = new double[rows.length];
      double[] penalties = new double[5];
      for (int i = 0; i < rows.length; i++) {
        for (int c = 0; c < 5; c++) {
          rows[i][c] = random.nextDouble();
        }
        outputs[i] = random.nextDouble(-1, 2);
      }
      for (int c = 0; c < 5; c++) {
        penalties[c] = random.nextDouble(0.01, 0.5);
      }
      LinearFunction line = NonNegativeFit.fit(rows, outputs, penalties);
      for (int c = 0; c < 5; c++) {
        double slope = 2 * penalties[c] * line.weights()[c];
        for (int i = 0; i < rows.length; i++) {
          slope += 2 * (line.of(rows[i]) - outputs[i]) * rows[i][c];
        }
        assertEquals(line.weights()[c] > 0 ? 0 : Math.max(0, slope), slope, 1e-6);
      }
    }
  }
}
