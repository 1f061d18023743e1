package io.github.tribuopnas.search.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ObjectiveTest {

  private static final Objective SECONDS = Objective.minimize(Metrics.SECONDS);

  private static final Trial<String> TRIAL =
      Trial.complete(
          Proposal.unpredicted("a", 1),
          Metrics.NONE.with(Metrics.ACCURACY, 0.75).with(Metrics.SECONDS, 12));

  private static final Trial<String> FAILED =
      Trial.failed(Proposal.unpredicted("b", 1), "no", Metrics.NONE.with(Metrics.ACCURACY, 0.875));

  @Test
  void aHighScoreIsBetterInEitherDirection() {
    assertEquals(0.75, Objective.ACCURACY.value(TRIAL));
    assertEquals(0.75, Objective.ACCURACY.score(TRIAL));
    assertEquals(12, SECONDS.value(TRIAL));
    assertEquals(-12, SECONDS.score(TRIAL));
  }

  @Test
  void aFailedTrialAndAMissingMetricHaveNoValue() {
    Objective size = Objective.minimize(Metrics.PARAMETERS);
    assertEquals(Double.NaN, Objective.ACCURACY.value(FAILED));
    assertEquals(Double.NaN, Objective.ACCURACY.score(FAILED));
    assertEquals(Double.NaN, size.value(TRIAL));
    assertEquals(Double.NaN, size.score(TRIAL));
    assertFalse(Objective.ACCURACY.accepts(FAILED));
    assertFalse(size.accepts(TRIAL));
  }

  @Test
  void aLimitIsTheWorstAcceptableValue() {
    assertTrue(Objective.ACCURACY.accepts(TRIAL));
    assertTrue(Objective.ACCURACY.withLimit(0.75).accepts(TRIAL));
    assertFalse(Objective.ACCURACY.withLimit(0.76).accepts(TRIAL));
    assertTrue(SECONDS.withLimit(12).accepts(TRIAL));
    assertFalse(SECONDS.withLimit(11.9).accepts(TRIAL));
    assertFalse(SECONDS.withLimit(20).accepts(FAILED));
  }

  @Test
  void theDefaultIsTheAccuracyWithoutALimit() {
    assertEquals(
        new Objective("accuracy", Objective.Direction.MAXIMIZE, OptionalDouble.empty()),
        Objective.ACCURACY);
  }

  @Test
  void aBlankMetricAndALimitThatIsNoNumberAreRefused() {
    assertEquals(
        "the metric of an objective is blank; name one that trials report, such as accuracy",
        assertThrows(IllegalArgumentException.class, () -> Objective.maximize(" ")).getMessage());
    assertEquals(
        "the limit of seconds is NaN; allowed are numbers, or no limit",
        assertThrows(IllegalArgumentException.class, () -> SECONDS.withLimit(Double.NaN))
            .getMessage());
  }

  @Test
  void aMetricHasWords() {
    assertEquals("accuracy", Objective.ACCURACY.words());
    assertEquals("balanced accuracy", Objective.maximize(Metrics.BALANCED_ACCURACY).words());
    assertEquals("macro F1", Objective.maximize(Metrics.MACRO_F1).words());
  }
}
