package io.github.tribuopnas.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.training.calibration.LabeledLogits;
import org.junit.jupiter.api.Test;

class BalanceTestTest {

  /** 60 images of one class, six of another; the last so many of each are taken for the other. */
  private static LabeledLogits logits(int wrongOfMany, int wrongOfFew) {
    int[] labels = new int[66];
    double[][] logits = new double[66][];
    for (int i = 0; i < 66; i++) {
      labels[i] = i < 60 ? 0 : 1;
      boolean wrong = i < 60 ? i >= 60 - wrongOfMany : i >= 66 - wrongOfFew;
      logits[i] = (labels[i] == 0) == wrong ? new double[] {0, 2} : new double[] {2, 0};
    }
    return new LabeledLogits(logits, labels);
  }

  @Test
  void adjustmentIsTakenWhereSmallClassesGain() {
    BalanceTest test = BalanceTest.of(logits(1, 4), logits(6, 1));
    assertEquals(66, test.images());
    assertEquals((59 / 60.0 + 2 / 6.0) / 2, test.balanced().first(), 1e-12);
    assertEquals((54 / 60.0 + 5 / 6.0) / 2, test.balanced().second(), 1e-12);
    assertTrue(test.accuracy().second() < test.accuracy().first(), "accuracy pays for it");
    assertEquals(ClassBalance.LOGIT_ADJUSTMENT, test.chosen());
    assertTrue(
        test.text().startsWith("logit-adjustment: on 66 validation images, logit adjustment gives"),
        test.text());
  }

  @Test
  void adjustmentIsGivenUpOnlyIfItLosesMoreThanChance() {
    // One of six more, and two of sixty less: half of 1/6 - 2/60, with an error of .09.
    assertEquals(
        ClassBalance.LOGIT_ADJUSTMENT, BalanceTest.of(logits(1, 4), logits(3, 3)).chosen());
    assertEquals(
        ClassBalance.LOGIT_ADJUSTMENT, BalanceTest.of(logits(1, 1), logits(1, 1)).chosen());
    assertEquals(
        ClassBalance.LOGIT_ADJUSTMENT, BalanceTest.of(logits(3, 3), logits(1, 4)).chosen());
    assertEquals(ClassBalance.NONE, BalanceTest.of(logits(1, 1), logits(9, 1)).chosen());
  }

  @Test
  void fewerThanFiveOfAClassTellNothing() {
    assertTrue(BalanceTest.isPossible(new int[] {50, 5, 0}));
    assertFalse(BalanceTest.isPossible(new int[] {50, 4, 0}));
  }
}
