package io.github.tribuopnas.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScoreDifferenceTest {

  /** Eight of the first class, two of the second. */
  private static final int[] ACTUAL = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1};

  private static final int[] ALWAYS_THE_FIRST = new int[10];

  @Test
  void theErrorOfAMeanIsTheUsualOne() {
    int[] better = {0, 0, 0, 0, 0, 0, 0, 0, 1, 0};
    ScoreDifference accuracy =
        ScoreDifference.of(2, ACTUAL, ALWAYS_THE_FIRST, better, ConfusionMatrix::accuracy);
    assertEquals(0.8, accuracy.first(), 1e-12);
    assertEquals(0.9, accuracy.second(), 1e-12);
    // One difference of 1 and nine of 0 have a variance of 0.1, over 10 images; s / sqrt(n).
    assertEquals(Math.sqrt(0.1 / 10), accuracy.standardError(), 1e-12);
    assertFalse(accuracy.isGain(), "a gain as large as its error is none");
  }

  @Test
  void theErrorOfAMeanOfClassesIsThatOfThoseThatDiffer() {
    int[] better = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
    ScoreDifference balanced =
        ScoreDifference.of(2, ACTUAL, ALWAYS_THE_FIRST, better, ConfusionMatrix::balancedAccuracy);
    assertEquals(0.5, balanced.first(), 1e-12);
    assertEquals((0.75 + 1) / 2, balanced.second(), 1e-12);
    // Without one of the six: recall 5/7; of the two: 6/7; without one of the second class: 1.
    double five = (5 / 7.0 + 1) / 2 - 0.5;
    double six = (6 / 7.0 + 1) / 2 - 0.5;
    double other = (0.75 + 1) / 2 - 0.5;
    double mean = (6 * five + 2 * six + 2 * other) / 10;
    double squares =
        6 * Math.pow(five - mean, 2) + 2 * Math.pow(six - mean, 2) + 2 * Math.pow(other - mean, 2);
    assertEquals(Math.sqrt(0.9 * squares), balanced.standardError(), 1e-12);
    assertTrue(balanced.isGain());
    assertEquals(new ScoreDifference(0.875, 0.5, balanced.standardError()), balanced.reversed());
    assertFalse(balanced.reversed().isGain());
  }

  @Test
  void modelsThatAgreeDoNotDiffer() {
    ScoreDifference none =
        ScoreDifference.of(2, ACTUAL, ALWAYS_THE_FIRST, ALWAYS_THE_FIRST, ConfusionMatrix::macroF1);
    assertEquals(none.first(), none.second());
    assertEquals(0, none.standardError());
    assertFalse(none.isGain());
    int[] one = {0};
    assertThrows(
        IllegalArgumentException.class,
        () -> ScoreDifference.of(2, one, one, one, ConfusionMatrix::accuracy));
  }
}
