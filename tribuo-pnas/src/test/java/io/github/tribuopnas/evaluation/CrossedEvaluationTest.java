package io.github.tribuopnas.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrossedEvaluationTest {

  private static final List<String> LABELS = List.of("a", "b");
  private static final float[][] GIVEN = {
    {0.9f, 0.1f}, {0.4f, 0.6f}, {0.8f, 0.2f}, {0.93f, 0.07f}, {0.2f, 0.8f}
  };
  private static final int[] ACTUAL = {0, 1, 1, 0, 0};

  private static Evaluation evaluation(int from, int to) {
    EvaluationCounter counter = new EvaluationCounter(LABELS);
    for (int i = from; i < to; i++) {
      counter.add(ACTUAL[i], GIVEN[i]);
    }
    return counter.evaluation("part");
  }

  /** As if all images had been counted together. */
  @Test
  void thePartsCountAsOne() {
    Evaluation joined = CrossedEvaluation.of(List.of(evaluation(0, 2), evaluation(2, 5)));
    Evaluation whole = evaluation(0, 5);
    assertEquals("cross-validated", joined.images());
    assertEquals(whole.counts(), joined.counts());
    assertEquals(whole.metrics().accuracy(), joined.metrics().accuracy());
    assertEquals(whole.metrics().accuracyError(), joined.metrics().accuracyError());
    assertEquals(whole.logLoss(), joined.logLoss(), 1e-12);
    assertEquals(
        whole.metrics().expectedCalibrationError(),
        joined.metrics().expectedCalibrationError(),
        1e-12);
  }

  private static LabeledPicture picture(String actual, String given, double probability) {
    return new LabeledPicture(actual, given, probability, "AAAA");
  }

  private static Explanation explained(LabeledPicture picture) {
    return new Explanation(picture, 1, 1, List.of(0.5));
  }

  @Test
  void theSurestMistakesOfAllPartsComeFirstAndBesideThemTheFirstOfEachPart() {
    LabeledPicture sure = picture("a", "b", 0.9);
    LabeledPicture surer = picture("b", "a", 0.95);
    List<LabeledPicture> right =
        Stream.of(0.6, 0.7, 0.8).map(sureness -> picture("a", "a", sureness)).toList();
    Evaluation one =
        evaluation(0, 2)
            .withMistakes(List.of(sure))
            .withExplanations(
                List.of(explained(sure), explained(right.get(0)), explained(right.get(1))));
    Evaluation other =
        evaluation(2, 5)
            .withMistakes(List.of(surer))
            .withExplanations(List.of(explained(right.get(2)), explained(surer)));
    Evaluation joined = CrossedEvaluation.of(List.of(one, other));
    assertEquals(List.of(surer, sure), joined.mistakes());
    assertEquals(
        List.of(surer, sure, right.get(2), right.get(0), right.get(1)),
        joined.explanations().stream().map(Explanation::image).toList());
  }

  @Test
  void noPartsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> CrossedEvaluation.of(List.of()));
  }
}
