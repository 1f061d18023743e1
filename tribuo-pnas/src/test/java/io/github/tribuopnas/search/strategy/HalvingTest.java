package io.github.tribuopnas.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tribuopnas.search.trial.Fidelity;
import java.util.List;
import org.junit.jupiter.api.Test;

class HalvingTest {

  private static Halving.Rung rung(double fraction, int candidates) {
    return new Halving.Rung(new Fidelity(fraction), candidates);
  }

  @Test
  void aQuarterGoesOnToTwiceTheTraining() {
    assertEquals(
        List.of(rung(0.05, 243), rung(0.1, 61), rung(0.2, 15), rung(1, 4)),
        Halving.DEFAULT.rungs(243, 100));
  }

  @Test
  void thirdsAreThoseOfHyperband() {
    assertEquals(
        List.of(rung(0.03, 243), rung(0.09, 81), rung(0.27, 27), rung(0.81, 9), rung(1, 3)),
        new Halving(0.03, 1 / 3.0, 3, 3).rungs(243, 100));
  }

  @Test
  void rungsEndAtWholeEpochsEachLaterThanTheOneBefore() {
    assertEquals(
        List.of(rung(1 / 8.0, 243), rung(2 / 8.0, 61), rung(3 / 8.0, 15), rung(1, 4)),
        Halving.DEFAULT.rungs(243, 8));
  }

  @Test
  void fewCandidatesAndShortTrainingsAreTrainedFully() {
    assertEquals(List.of(rung(1, 4)), Halving.DEFAULT.rungs(4, 100));
    assertEquals(List.of(rung(1, 50)), Halving.DEFAULT.rungs(50, 1));
  }

  @Test
  void settingsOutOfRangeAreRefusedByName() {
    assertEquals(
        "the first fraction is 1.0; allowed are numbers above 0 and below 1",
        assertThrows(IllegalArgumentException.class, () -> new Halving(1, 0.5, 2, 1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Halving(0.1, 0, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> new Halving(0.1, 0.5, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Halving(0.1, 0.5, 2, 0));
    assertThrows(IllegalArgumentException.class, () -> Halving.DEFAULT.rungs(0, 10));
    assertThrows(IllegalArgumentException.class, () -> Halving.DEFAULT.rungs(10, 0));
  }
}
