package io.github.tribuopnas.training.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  /** A hundred images of two classes with logits (margin, 0), of which some are right. */
  private static LabeledLogits sure(double margin, int right) {
    double[][] logits = new double[100][];
    Arrays.setAll(logits, i -> new double[] {margin, 0});
    int[] labels = new int[100];
    Arrays.fill(labels, right, 100, 1);
    return new LabeledLogits(logits, labels);
  }

  @Test
  void theTemperatureMakesTheProbabilityWhatIsTrue() {
    // 80 of 100 are right, and each label is wrong with a probability of 1/102.
    double p = 0.8 * 101 / 102 + 0.2 / 102;
    LabeledLogits sure = sure(5, 80);
    double temperature = Temperature.fit(sure);
    assertEquals(5 / Math.log(p / (1 - p)), temperature, 1e-4);
    assertEquals(p, sure.probabilities(temperature)[0][0], 1e-5);
    assertEquals(-0.8 * Math.log(p) - 0.2 * Math.log(1 - p), sure.loss(temperature), 1e-5);
    assertEquals(0.8, sure.accuracy());
  }

  @Test
  void whoIsRightAlwaysIsAsSureAsSoManyImagesAllow() {
    assertEquals(1 / Math.log(101), Temperature.fit(sure(1, 100)), 1e-5);
    assertEquals(20, Temperature.fit(sure(1, 20)), 1e-3);
  }

  @Test
  void whatIsCalibratedStays() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] logits = new double[20_000][3];
    int[] labels = new int[logits.length];
    for (int i = 0; i < logits.length; i++) {
      for (int k = 0; k < 3; k++) {
        logits[i][k] = 2 * random.nextGaussian();
      }
      double[] p = new LabeledLogits(new double[][] {logits[i]}, new int[1]).probabilities(1)[0];
      double drawn = random.nextDouble();
      labels[i] = drawn < p[0] ? 0 : drawn < p[0] + p[1] ? 1 : 2;
    }
    // The standard error of the fit is about .01 here.
    assertEquals(1, Temperature.fit(new LabeledLogits(logits, labels)), 0.04);
  }

  @Test
  void largeLogitsDoNotOverflow() {
    LabeledLogits large =
        new LabeledLogits(new double[][] {{2000, 0}, {0, 2000}, {2000, 0}}, new int[] {0, 1, 1});
    assertEquals(2000.0 / 3, large.loss(1), 1e-9);
    assertEquals(1, large.probabilities(1)[0][0]);
  }

  @Test
  void whatIsNotANumberGetsNoTemperature() {
    assertEquals(
        1, Temperature.fit(new LabeledLogits(new double[][] {{Double.NaN, 0}}, new int[] {0})));
  }

  @Test
  void membersThatErrOnDifferentImagesAreJoined() {
    double[][] first = {{0.9, 0.1}, {0.9, 0.1}, {0.4, 0.6}, {0.4, 0.6}};
    double[][] second = {{0.4, 0.6}, {0.4, 0.6}, {0.9, 0.1}, {0.9, 0.1}};
    double[][] poor = {{0.5, 0.5}, {0.5, 0.5}, {0.1, 0.9}, {0.5, 0.5}};
    assertArrayEquals(
        new double[] {0.5, 0.5, 0},
        EnsembleWeights.choose(List.of(first, second, poor), new int[4]),
        1e-12);
  }

  /** Of 20 rounds the first member has 12 or 13, which is no more than chance. */
  @Test
  void membersCountTheSameUnlessOneIsClearlyBetter() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] one = new double[400][];
    double[][] other = new double[400][];
    double[][] worse = new double[400][];
    for (int i = 0; i < one.length; i++) {
      one[i] = binary(0.71, random);
      other[i] = binary(0.69, random);
      worse[i] = binary(0.6, random);
    }
    assertArrayEquals(
        new double[] {0.5, 0.5}, EnsembleWeights.choose(List.of(one, other), new int[400]), 1e-12);
    double[] clear = EnsembleWeights.choose(List.of(one, worse), new int[400]);
    assertTrue(clear[0] > 0.6, Arrays.toString(clear));
  }

  /** A probability of the first class around a mean. */
  private static double[] binary(double mean, SplittableRandom random) {
    double first = Math.min(0.99, Math.max(0.01, mean + 0.15 * random.nextGaussian()));
    return new double[] {first, 1 - first};
  }

  @Test
  void aMemberThatIsBetterEverywhereStaysAlone() {
    double[][] good = {{0.9, 0.1}, {0.8, 0.2}};
    double[][] poor = {{0.7, 0.3}, {0.6, 0.4}};
    assertArrayEquals(
        new double[] {0, 1}, EnsembleWeights.choose(List.of(poor, good), new int[2]), 1e-12);
    assertArrayEquals(
        new double[] {1, 0}, EnsembleWeights.choose(List.of(good, good), new int[2]), 1e-12);
  }

  @Test
  void aMemberThatRulesATruthOutIsLeftOutNotFatal() {
    double[][] wrong = {{0, 1}, {0, 1}};
    double[][] unsure = {{0.5, 0.5}, {0.5, 0.5}};
    assertArrayEquals(
        new double[] {0, 1}, EnsembleWeights.choose(List.of(wrong, unsure), new int[2]), 1e-12);
    double[] alone = EnsembleWeights.choose(List.<double[][]>of(wrong), new int[2]);
    assertArrayEquals(new double[] {1}, alone, "the best there is");
  }

  @Test
  void labelsAreOfTheSameImages() {
    assertThrows(
        IllegalArgumentException.class, () -> new LabeledLogits(new double[2][2], new int[1]));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class, () -> EnsembleWeights.choose(List.of(), new int[1]))
            .getMessage()
            .contains("members of an ensemble is 0"));
  }
}
