package io.github.tribuopnas.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoiceTest {

  private static final List<Objective> ACCURACY = List.of(Objective.ACCURACY);
  private static final Fidelity SHORT = new Fidelity(0.1);

  private static Trial<String> trial(
      String name, int level, Fidelity fidelity, double accuracy, double error, double multAdds) {
    return trial(name, level, fidelity, accuracy, error, multAdds, 2 * (1 - accuracy), error);
  }

  private static Trial<String> trial(
      String name,
      int level,
      Fidelity fidelity,
      double accuracy,
      double error,
      double multAdds,
      double loss,
      double lossError) {
    return Trial.complete(
        Proposal.unpredicted(name, level).withFidelity(fidelity),
        Metrics.NONE
            .with(Metrics.ACCURACY, accuracy)
            .with("accuracyError", error)
            .with(Metrics.LOSS, loss)
            .with("lossError", lossError)
            .with(Metrics.MULT_ADDS, multAdds));
  }

  private static Choice<String> choice(List<Trial<String>> trials, List<Objective> objectives) {
    return Choice.of(trials, objectives).orElseThrow();
  }

  @Test
  void whereAllAreTrainedEquallyLongTheBestOfTheLastLevelWinsAsInThePaper() {
    Choice<String> choice =
        choice(
            List.of(
                trial("small", 1, Fidelity.FULL, 0.9, 0.02, 10),
                trial("worse", 2, Fidelity.FULL, 0.7, 0.02, 5),
                trial("better", 2, Fidelity.FULL, 0.71, 0.02, 20)),
            ACCURACY);

    assertEquals("better", choice.winner().architecture());
    assertEquals(
        "It has the best validation accuracy, 0.7100, of the 2 trials of level 2, the last one"
            + " with a result.",
        choice.reason());
  }

  /** Two standard errors of the difference of .9 and .85, both ± .02, are .057. */
  @Test
  void twoStandardErrorsOfTheDifferenceAreNoChance() {
    Trial<String> best = trial("best", 1, Fidelity.FULL, 0.9, 0.02, 10);
    assertFalse(
        Choice.isClearlyWorse(
            trial("near", 1, Fidelity.FULL, 0.85, 0.02, 10), best, Objective.ACCURACY));
    assertTrue(
        Choice.isClearlyWorse(
            trial("far", 1, Fidelity.FULL, 0.84, 0.02, 10), best, Objective.ACCURACY));
    assertFalse(
        Choice.isClearlyWorse(
            trial("unknown", 1, Fidelity.FULL, 0.1, Double.NaN, 10),
            trial("best", 1, Fidelity.FULL, 0.9, Double.NaN, 10),
            Objective.ACCURACY));
  }

  @Test
  void theOnlyCellIsNoBestOfSome() {
    assertEquals(
        "It is the only cell that was tried.",
        choice(List.of(trial("only", 1, Fidelity.FULL, 0.9, 0.02, 10)), ACCURACY).reason());
  }

  @Test
  void theLastRungMayChooseACellOfAnyLevel() {
    Choice<String> choice =
        choice(
            List.of(
                trial("small", 1, SHORT, 0.5, 0.02, 10),
                trial("large", 3, SHORT, 0.95, 0.02, 30),
                trial("small", 1, Fidelity.FULL, 0.9, 0.02, 10),
                trial("large", 3, Fidelity.FULL, 0.8, 0.02, 5)),
            ACCURACY);

    assertEquals("small", choice.winner().architecture());
    assertEquals(
        "Of the 2 cells of the last rung, it has the best validation accuracy, 0.9000, and no other"
            + " is within one standard error of it.",
        choice.reason());
  }

  /** Of .9 ± .02 those from .88 are equal. */
  @Test
  void ofEqualsTheCheapestWins() {
    List<Trial<String>> trials =
        List.of(
            trial("early", 1, SHORT, 0.99, 0.02, 1),
            trial("best", 2, Fidelity.FULL, 0.9, 0.02, 30, 0.3, 0.03),
            trial("cheap", 2, Fidelity.FULL, 0.885, 0.03, 20, 0.32, 0.03),
            trial("cheaper", 2, Fidelity.FULL, 0.87, 0.03, 10, 0.3, 0.03));
    Choice<String> choice = choice(trials, ACCURACY);

    assertEquals("cheap", choice.winner().architecture());
    assertEquals(
        "Of the 3 cells of the last rung, 2 are within one standard error of the best validation"
            + " accuracy, 0.9000 ± 0.0200, and it needs the fewest multiply-adds of these.",
        choice.reason());
    assertEquals(
        "cheaper",
        choice(trials, List.of(Objective.LOSS, Objective.ACCURACY)).winner().architecture());
  }

  /** Of .9 ± .02 three are equal; of their losses .26 ± .02 leaves one or two. */
  @Test
  void ofEqualsThoseWithAHigherLossAreOut() {
    Trial<String> early = trial("early", 1, SHORT, 0.99, 0.02, 1);
    Trial<String> best = trial("best", 2, Fidelity.FULL, 0.9, 0.02, 40, 0.3, 0.01);
    Trial<String> sure = trial("sure", 2, Fidelity.FULL, 0.89, 0.02, 30, 0.26, 0.02);
    Trial<String> near = trial("near", 2, Fidelity.FULL, 0.89, 0.02, 20, 0.28, 0.02);
    Trial<String> cheap = trial("cheap", 2, Fidelity.FULL, 0.885, 0.03, 10, 0.29, 0.02);

    Choice<String> one = choice(List.of(early, best, sure, cheap), ACCURACY);
    assertEquals("sure", one.winner().architecture());
    assertEquals(
        "Of the 3 cells of the last rung, 3 are within one standard error of the best validation"
            + " accuracy, 0.9000 ± 0.0200, and it has the lowest loss of these, 0.2600 ± 0.0200.",
        one.reason());
    Choice<String> two = choice(List.of(early, best, sure, near, cheap), ACCURACY);
    assertEquals("near", two.winner().architecture());
    assertEquals(
        "Of the 4 cells of the last rung, 4 are within one standard error of the best validation"
            + " accuracy, 0.9000 ± 0.0200, 2 of these within one of their lowest loss, 0.2600 ±"
            + " 0.0200, and it needs the fewest multiply-adds of those.",
        two.reason());
  }

  @Test
  void theRivalsAreThoseOfTheLastRungOrOfTheLastLevel() {
    Trial<String> early = trial("early", 1, SHORT, 0.99, 0.02, 1);
    Trial<String> small = trial("small", 1, Fidelity.FULL, 0.9, 0.02, 10);
    Trial<String> large = trial("large", 2, Fidelity.FULL, 0.8, 0.02, 20);
    Trial<String> larger = trial("larger", 2, Fidelity.FULL, 0.85, 0.02, 20);

    assertEquals(
        List.of(small, larger, large),
        Choice.rivals(small, List.of(early, large, small, larger), ACCURACY));
    assertEquals(
        List.of(larger, large), Choice.rivals(larger, List.of(large, small, larger), ACCURACY));
  }

  @Test
  void withoutErrorsOnlyEqualNumbersAreEqual() {
    Trial<String> best =
        Trial.complete(Proposal.unpredicted("best", 1), Metrics.NONE.with(Metrics.ACCURACY, 0.9));
    Trial<String> other =
        Trial.complete(
            Proposal.unpredicted("other", 1),
            Metrics.NONE.with(Metrics.ACCURACY, 0.8999).with(Metrics.MULT_ADDS, 1));
    Trial<String> early = trial("early", 1, SHORT, 0.1, 0.1, 1);

    assertEquals(best, choice(List.of(early, other, best), ACCURACY).winner());
  }

  @Test
  void nothingIsChosenWhereNothingIsComplete() {
    assertEquals(
        Optional.empty(),
        Choice.of(
            List.of(Trial.failed(Proposal.unpredicted("a", 1), "no memory", Metrics.NONE)),
            ACCURACY));
  }

  /**
   * From 0 at the worst to 1 at the best of the front, "fast" lacks (1, 0), "good" (0.25, 0.2) and
   * "exact" (0, 1); "bad" is dominated.
   */
  @Test
  void ofSeveralObjectivesWithoutLimitsTheKneeOfTheFrontWins() {
    List<Trial<String>> trials =
        List.of(
            trial("fast", 1, Fidelity.FULL, 0.5, 0.02, 10),
            trial("good", 2, Fidelity.FULL, 0.8, 0.02, 30),
            trial("exact", 3, Fidelity.FULL, 0.9, 0.02, 110),
            trial("bad", 3, Fidelity.FULL, 0.7, 0.02, 40));
    List<Objective> both = List.of(Objective.ACCURACY, Objective.minimize(Metrics.MULT_ADDS));
    Choice<String> choice = choice(trials, both);
    assertEquals("good", choice.winner().architecture());
    assertEquals(
        "It is the knee of the front of 3 cells, the closest to the best of all objectives at once:"
            + " accuracy 0.8000, multAdds 30.00.",
        choice.reason());
    assertEquals(
        List.of("exact", "good", "fast"),
        Front.of(trials, both).stream().map(Trial::architecture).toList());
  }

  @Test
  void withALimitTheMostAccurateWithinItWinsOfAnyLevel() {
    List<Trial<String>> trials =
        List.of(
            trial("fast", 3, Fidelity.FULL, 0.5, 0.02, 10),
            trial("good", 1, Fidelity.FULL, 0.8, 0.02, 30),
            trial("exact", 3, Fidelity.FULL, 0.9, 0.02, 110));
    Objective cheap = Objective.minimize(Metrics.MULT_ADDS);
    Choice<String> choice = choice(trials, List.of(Objective.ACCURACY, cheap.withLimit(100)));
    assertEquals("good", choice.winner().architecture());
    assertEquals(
        "It has the best validation accuracy within the limits: accuracy 0.8000, multAdds 30.00.",
        choice.reason());
  }
}
