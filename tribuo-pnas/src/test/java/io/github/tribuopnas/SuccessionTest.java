package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.OverLimit;
import io.github.tribuopnas.search.OverLimit.Outcome;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuccessionTest {

  private static final String BEST = "p:sep3x3+pp:sep3x3";
  private static final String NEAR = "p:sep3x3+pp:identity";
  private static final String QUICK = "p:identity+pp:max3x3";

  private static final List<Objective> UNDER_TWO =
      List.of(Objective.ACCURACY, Objective.minimize(Metrics.LATENCY).withLimit(2));

  private static Trial<Cell> trial(String cell, double accuracy, double latency) {
    return Trial.complete(
        Proposal.unpredicted(Cell.parse(cell), 1),
        Metrics.NONE.with(Metrics.ACCURACY, accuracy).with(Metrics.LATENCY, latency));
  }

  private static final List<Trial<Cell>> TRIALS =
      List.of(trial(NEAR, 0.85, 1.8), trial(QUICK, 0.7, 1.0), trial(BEST, 0.9, 1.9));

  private static String winner(Succession succession) {
    return succession.winner().architecture().toString();
  }

  private static OverLimit over(String cell, double latency, Outcome outcome) {
    return new OverLimit(Cell.parse(cell).toString(), Metrics.LATENCY, latency, 2, outcome);
  }

  @Test
  void whoKeepsTheLimitStays() {
    Succession succession = new Succession(TRIALS, UNDER_TWO);
    assertTrue(succession.stays(Map.of(Metrics.LATENCY, 1.99)));
    assertEquals(Cell.parse(BEST).toString(), winner(succession));
    assertEquals(List.of(), succession.overLimits());
  }

  /** A time of 2.09 is 1.1 times 1.9; 1.8 becomes 1.98 by that, which is within the limit. */
  @Test
  void theNextTakesThePlaceOfWhoBreaksTheLimit() {
    Succession succession = new Succession(TRIALS, UNDER_TWO);
    assertFalse(succession.stays(Map.of(Metrics.LATENCY, 2.09)));
    assertEquals(Cell.parse(NEAR).toString(), winner(succession));
    assertTrue(succession.stays(Map.of(Metrics.LATENCY, 1.9)));
    assertEquals(List.of(over(BEST, 2.09, Outcome.REPLACED)), succession.overLimits());
  }

  /** Twice as slow, 1.8 would be 3.6, and 1.0 is 2.0. */
  @Test
  void whatWouldGrowOverTheLimitTooIsPassedOver() {
    Succession succession = new Succession(TRIALS, UNDER_TWO);
    assertFalse(succession.stays(Map.of(Metrics.LATENCY, 3.8)));
    assertEquals(Cell.parse(QUICK).toString(), winner(succession));
    assertEquals(
        List.of(over(BEST, 3.8, Outcome.REPLACED), over(NEAR, 3.6, Outcome.PASSED_OVER)),
        succession.overLimits());
    assertEquals(
        Cell.parse(NEAR) + ": latency would be about 3.6, allowed is up to 2; it is passed over",
        succession.overLimits().get(1).text().replace("3.600", "3.6").replace("2.000", "2"));
  }

  @Test
  void whereNobodyIsLeftTheLastStaysAndThatIsTold() {
    Succession succession = new Succession(TRIALS, UNDER_TWO);
    assertFalse(succession.stays(Map.of(Metrics.LATENCY, 2.09)));
    assertTrue(succession.stays(Map.of(Metrics.LATENCY, 36.0)), "twenty times slower");
    assertEquals(Cell.parse(NEAR).toString(), winner(succession));
    assertEquals(
        List.of(
            over(BEST, 2.09, Outcome.REPLACED),
            over(QUICK, 20, Outcome.PASSED_OVER),
            over(NEAR, 36, Outcome.KEPT)),
        succession.overLimits());
    assertTrue(succession.stays(Map.of(Metrics.LATENCY, 30.0)), "the trained model");
    assertEquals(over(NEAR, 30, Outcome.KEPT), succession.overLimits().get(2));
  }

  @Test
  void withoutTimeToTrainAnotherTheWinnerStays() {
    Succession succession = new Succession(TRIALS, UNDER_TWO);
    succession.keep(Map.of(Metrics.LATENCY, 2.5));
    assertEquals(Cell.parse(BEST).toString(), winner(succession));
    assertEquals(List.of(over(BEST, 2.5, Outcome.KEPT)), succession.overLimits());
  }

  /** The knee of these is the second; the first adds 0.4 times 1.1, the quick one 0.1 times 0.1. */
  @Test
  void otherMembersOfTheFrontAreSpreadOverIt() {
    List<Objective> free = List.of(Objective.ACCURACY, Objective.minimize(Metrics.LATENCY));
    List<Trial<Cell>> trials =
        List.of(trial(QUICK, 0.5, 1.0), trial(NEAR, 0.9, 2.0), trial(BEST, 1.0, 11.0));
    Succession succession = new Succession(trials, free);
    assertEquals(Cell.parse(NEAR).toString(), winner(succession));
    assertEquals(
        List.of(trials.get(2), trials.get(0)),
        succession.others(),
        "0.2 times 0.1 more accurate, and 0.1 times 0.1 quicker");
    assertTrue(succession.stays(Map.of()), "nothing was measured");
  }
}
