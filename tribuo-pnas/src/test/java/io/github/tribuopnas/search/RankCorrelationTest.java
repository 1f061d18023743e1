package io.github.tribuopnas.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  /** IQ against hours of television, the textbook example: -29/165. */
  @Test
  void isThatOfTheTextbook() {
    double[] iq = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
    double[] hours = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
    assertEquals(-29.0 / 165, RankCorrelation.spearman(iq, hours), 1e-15);
  }

  /** Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5). */
  @Test
  void tiesShareTheAverageOfTheirRanks() {
    double rho = RankCorrelation.spearman(new double[] {1, 2, 2, 3}, new double[] {1, 2, 3, 4});
    assertEquals(4.5 / Math.sqrt(22.5), rho, 1e-15);
  }

  @Test
  void pairsWithNanAreLeftOut() {
    double[] x = {1, Double.NaN, 2, 3, 9};
    double[] y = {5, 4, 6, 7, Double.NaN};
    assertEquals(1, RankCorrelation.spearman(x, y), 1e-15);
  }

  @Test
  void isUndefinedForConstantsAndForLessThanTwoPairs() {
    assertEquals(Double.NaN, RankCorrelation.spearman(new double[] {1, 1}, new double[] {1, 2}));
    assertEquals(Double.NaN, RankCorrelation.spearman(new double[] {1}, new double[] {1}));
    assertEquals(Double.NaN, RankCorrelation.spearman(new double[0], new double[0]));
  }

  @Test
  void unequalLengthsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> RankCorrelation.spearman(new double[1], new double[2]));
  }
}
