package io.github.tribuopnas.search.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialTest {

  private static final Proposal<String> PROPOSAL = Proposal.unpredicted("a", 1);

  @Test
  void aCompleteTrialNeedsNoAccuracy() {
    Trial<String> trial = Trial.complete(PROPOSAL, Metrics.NONE.with("loss", 2.5));
    assertTrue(trial.isComplete());
    assertEquals(2.5, Objective.minimize("loss").value(trial));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.POSITIVE_INFINITY})
  void anAccuracyLiesFromZeroToOne(double accuracy) {
    Metrics metrics = Metrics.NONE.with(Metrics.ACCURACY, accuracy);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Trial.complete(PROPOSAL, metrics))
            .getMessage();
    assertEquals("the accuracy of a is " + accuracy + "; allowed are numbers from 0 to 1", message);
  }
}
