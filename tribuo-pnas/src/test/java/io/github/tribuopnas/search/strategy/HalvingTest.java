package io.github.tribuopnas.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tribuopnas.search.trial.Fidelity;
import java.util.List;
import java.util.Optional;
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

  /** Ladder of 20 epochs: 1, 2, 4, 8, 16. */
  @Test
  void aLevelIsThinnedOutToTheFinalistsAndNeverTrainedFully() {
    assertEquals(List.of(rung(0.05, 16)), Halving.DEFAULT.thinning(16, 20));
    assertEquals(List.of(rung(0.05, 40), rung(0.1, 10)), Halving.DEFAULT.thinning(40, 20));
    assertEquals(List.of(rung(0.05, 3)), Halving.DEFAULT.thinning(3, 20));
    assertEquals(List.of(rung(1, 50)), Halving.DEFAULT.thinning(50, 1));
  }

  @Test
  void theBestOfAllLevelsGoOnWhereTheirLevelsEnded() {
    assertEquals(List.of(rung(0.1, 12), rung(1, 4)), Halving.DEFAULT.last(12, 20, 1));
    assertEquals(List.of(rung(0.2, 12), rung(1, 4)), Halving.DEFAULT.last(12, 20, 2));
    assertEquals(List.of(rung(1, 3)), Halving.DEFAULT.last(3, 20, 1));
    assertEquals(List.of(rung(1, 4)), Halving.DEFAULT.last(12, 20, 16));
  }

  /** 16 / 20 at each level; of 12 at one epoch one epoch more, of four 18 more. */
  @Test
  void theCostOfASearchIsThatOfItsRungs() {
    assertEquals(
        List.of(16 / 20.0, 0.0, 16 / 20.0, 0.0, 16 / 20.0 + 12 / 20.0 + 4 * 18 / 20.0),
        Halving.DEFAULT.trainings(List.of(16, 0, 16, 0, 16), 20).stream()
            .map(training -> Math.rint(training * 1e9) / 1e9)
            .toList());
    assertEquals(List.of(3.0, 5.0), Halving.DEFAULT.trainings(List.of(3, 5), 1));
  }

  @Test
  void theFormsAreThoseOfTheOption() {
    assertEquals(Optional.empty(), Halving.FORMS.parse("off"));
    assertEquals(Optional.of(Halving.DEFAULT), Halving.FORMS.parse("on"));
    assertEquals(
        Optional.of(new Halving(0.1, 0.5, 3, 2)), Halving.FORMS.parse("halving(0.1,0.5,3,2)"));
    assertEquals(
        "finalists is 2.5; allowed are whole numbers from 1",
        assertThrows(
                IllegalArgumentException.class, () -> Halving.FORMS.parse("halving(0.1,0.5,3,2.5)"))
            .getMessage());
    assertEquals(
        "unknown halving 'half'; allowed are off, on, halving(FIRST,KEPT,GROWTH,FINALISTS)",
        assertThrows(IllegalArgumentException.class, () -> Halving.FORMS.parse("half"))
            .getMessage());
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
