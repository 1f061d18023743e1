package io.github.tribuopnas.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.Finalist;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.training.TrainingOptions;
import org.junit.jupiter.api.Test;

/** A reason beside a model is about that model's network. */
class FinalSummaryTest {

  private static final Cell WINNER = Cell.parse("p:sep3x3+p:identity");
  private static final Cell OTHER = Cell.parse("p:max3x3+p:identity");

  private static Finalist finalist(String origin, Cell cell) {
    TrainingOptions training = new TrainingOptions();
    return new Finalist(
        origin, training.network(cell, new ImageShape(8, 8, 1), 10), training.winnerRecipe(8), 1);
  }

  private static String reason(String origin, Cell cell) {
    return FinalSummary.reason(finalist(origin, cell), WINNER, "Its accuracy is the highest.");
  }

  @Test
  void theSearchsReasonIsThatOfItsWinnerAlone() {
    assertEquals("Its accuracy is the highest.", reason(Finalist.SEARCH, WINNER));
    assertEquals(
        "The search chose "
            + WINNER
            + ", but on images that it was not trained on this one did better.",
        reason(Finalist.SEARCH, OTHER));
    assertTrue(reason("resnet", WINNER).startsWith("It is resnet, made by hand:"));
  }

  @Test
  void aWinnerMadeByHandIsToldAsSuch() {
    Cell resnet = KnownCells.find("resnet");
    assertEquals(
        "It is best. It is resnet, a cell made by hand.",
        FinalSummary.reason(finalist(Finalist.SEARCH, resnet), resnet, "It is best."));
  }

  @Test
  void whatIsKnownOfTheWinnersTrialIsNotAboutAnotherNetwork() {
    assertTrue(FinalSummary.isWinner(finalist(Finalist.SEARCH, WINNER), WINNER));
    assertFalse(FinalSummary.isWinner(finalist(Finalist.SEARCH, OTHER), WINNER));
    assertFalse(FinalSummary.isWinner(finalist("resnet", WINNER), WINNER));
  }
}
