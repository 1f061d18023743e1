package io.github.tribuopnas.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** All numbers are worked out by hand from scikit-learn's definitions. */
class EvaluationTest {

  private static final List<String> LABELS = List.of("a", "b", "c");

  private static EvaluationCounter six() {
    EvaluationCounter counter = new EvaluationCounter(LABELS);
    counter.add(0, new float[] {0.7f, 0.2f, 0.1f});
    counter.add(0, new float[] {0.4f, 0.5f, 0.1f});
    counter.add(1, new float[] {0.1f, 0.8f, 0.1f});
    counter.add(1, new float[] {0.2f, 0.6f, 0.2f});
    counter.add(2, new float[] {0.3f, 0.3f, 0.4f});
    counter.add(2, new float[] {0.9f, 0.05f, 0.05f});
    return counter;
  }

  @Test
  void theMeasuresAreThoseOfScikitLearn() {
    EvaluationMetrics metrics = six().evaluation("test").metrics();
    assertEquals(6, metrics.images());
    assertEquals(4.0 / 6, metrics.accuracy(), 1e-12);
    assertEquals(Math.sqrt(2.0 / 9 / 6), metrics.accuracyError(), 1e-12);
    assertEquals((0.5 + 1 + 0.5) / 3, metrics.balancedAccuracy(), 1e-12);
    assertEquals(Math.sqrt(0.125 + 0 + 0.125) / 3, metrics.balancedAccuracyError(), 1e-12);
    assertEquals((0.5 + 0.8 + 2.0 / 3) / 3, metrics.macroF1(), 1e-12);
    double product = 0.7 * 0.4 * 0.8 * 0.6 * 0.4 * 0.05;
    assertEquals(-Math.log(product) / 6, metrics.logLoss(), 1e-6);
    // Every image is alone in its interval.
    assertEquals((0.3 + 0.5 + 0.2 + 0.4 + 0.6 + 0.9) / 6, metrics.expectedCalibrationError(), 1e-6);
  }

  @Test
  void aClassHasPrecisionAndRecall() {
    assertEquals(
        List.of(
            new ClassMetrics("a", 2, 0.5, 0.5, 0.5),
            new ClassMetrics("b", 2, 2.0 / 3, 1, 0.8),
            new ClassMetrics("c", 2, 1, 0.5, 2.0 / 3)),
        six().evaluation("test").classes());
  }

  @Test
  void imagesOfOneIntervalAreComparedByTheirMeans() {
    EvaluationCounter counter = new EvaluationCounter(List.of("a", "b"));
    counter.add(0, new float[] {0.95f, 0.05f});
    counter.add(1, new float[] {0.97f, 0.03f});
    Evaluation evaluation = counter.evaluation("test");
    assertEquals(0.46, evaluation.metrics().expectedCalibrationError(), 1e-6);
    assertEquals(15, evaluation.reliability().size());
    assertEquals(2, evaluation.reliability().get(14).images());
    assertEquals(0.96, evaluation.reliability().get(14).confidence(), 1e-6);
    assertEquals(0.5, evaluation.reliability().get(14).accuracy(), 1e-6);
  }

  @Test
  void aCertainMistakeHasAFiniteLoss() {
    EvaluationCounter counter = new EvaluationCounter(List.of("a", "b"));
    counter.add(1, new float[] {1, 0});
    assertEquals(23 * Math.log(2), counter.evaluation("test").logLoss(), 1e-9);
  }

  /** As scikit-learn leaves out labels that are in neither list. */
  @Test
  void aClassThatIsNowhereCountsInNoMean() {
    EvaluationMetrics metrics =
        Evaluation.ofCounts(
                "test", LABELS, List.of(List.of(3, 1, 0), List.of(0, 4, 0), List.of(0, 0, 0)))
            .metrics();
    assertEquals((0.75 + 1) / 2, metrics.balancedAccuracy(), 1e-12);
    assertEquals((6.0 / 7 + 8.0 / 9) / 2, metrics.macroF1(), 1e-12);
    assertNull(metrics.logLoss());
    assertNull(metrics.expectedCalibrationError());
  }

  @Test
  void partsWithoutADropAreRefused() {
    LabeledPicture picture = new LabeledPicture("a", "b", 1, "AAAA");
    assertThrows(
        IllegalArgumentException.class, () -> new Explanation(picture, 2, 2, List.of(0.0, 1.0)));
  }
}
