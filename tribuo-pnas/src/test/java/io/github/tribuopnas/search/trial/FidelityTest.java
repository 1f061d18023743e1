package io.github.tribuopnas.search.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FidelityTest {

  @ParameterizedTest
  @CsvSource({
    "1, 20, 20", "0.5, 20, 10", "0.3333333333333333, 20, 7", "0.1111111111111111, 20, 2",
    "0.01, 20, 1", "0.5, 1, 1", "0.125, 20, 3", "1, 2147483647, 2147483647",
    "2.5, 4, 10"
  })
  void epochsAreRoundedAndNeverNone(double fraction, int full, int epochs) {
    assertEquals(epochs, new Fidelity(fraction).epochs(full));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void otherFractionsAreRefused(double fraction) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Fidelity(fraction)).getMessage();
    assertEquals("the fidelity is " + fraction + "; allowed are finite numbers above 0", message);
  }

  @Test
  void onlyAFractionOfOneIsFull() {
    assertTrue(new Fidelity(1).isFull());
    assertEquals(Fidelity.FULL, new Fidelity(1));
    assertFalse(new Fidelity(0.999).isFull());
  }

  @Test
  void lowerFractionsComeFirst() {
    assertTrue(new Fidelity(0.25).compareTo(Fidelity.FULL) < 0);
    assertEquals(0, new Fidelity(0.25).compareTo(new Fidelity(0.25)));
  }

  @Test
  void aKeyNamesItsFidelityUnlessItIsFull() {
    assertEquals("a", new TrialKey<>("a", Fidelity.FULL).toString());
    assertEquals("a at fidelity 0.25", new TrialKey<>("a", new Fidelity(0.25)).toString());
  }
}
