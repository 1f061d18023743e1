package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.TrainingOptions;
import io.github.tribuopnas.training.ViewChoice;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinalPlanTest {

  private static Finalist finalist(String origin, String cell) {
    return new Finalist(
        origin,
        new TrainingOptions().network(Cell.parse(cell), new ImageShape(8, 8, 1), 10),
        Recipe.builder().optEpochs(40).optBatchSize(32).build(),
        1);
  }

  private static FinalPlan plan(int folds, int atOnce, String... cells) {
    List<Finalist> finalists =
        List.of(cells).stream().map(cell -> finalist(Finalist.SEARCH, cell)).toList();
    return new FinalPlan(finalists, 1, ViewChoice.PLAIN, 0, folds, atOnce, 1);
  }

  /** An epoch of 300 images has nine steps; without a third six, without a fifth seven. */
  @Test
  void crossingTakesTheStepsOfItsTrainings() {
    FinalPlan alone = plan(3, 1, "p:conv3x3+p:identity");
    assertEquals(3 * 6 / 9.0, alone.turnsOfCrossing(0, 300), 1e-12);
    assertEquals(3 * 6 / 9.0, alone.turnsOfCrossing(3, 300), 1e-12, "they test the model too");
    assertEquals(3 * 6 / 9.0 + 5 * 7 / 9.0, alone.turnsOfCrossing(5, 300), 1e-12);
    FinalPlan two = plan(3, 1, "p:conv3x3+p:identity", "p:max3x3+p:conv3x3");
    assertEquals((0.25 * 6 + 3) * 6 / 9, two.turnsOfCrossing(0, 300), 1e-12, "a quarter for all");
    FinalPlan four = plan(3, 4, "p:conv3x3+p:identity", "p:max3x3+p:conv3x3");
    assertEquals((0.25 * 2 + 1) * 6 / 9, four.turnsOfCrossing(0, 300), 1e-12, "four at once");
    FinalPlan none = plan(0, 1, "p:conv3x3+p:identity", "p:max3x3+p:conv3x3");
    assertEquals(0, none.turnsOfCrossing(0, 300));
    assertEquals(5 * 7 / 9.0, none.turnsOfCrossing(5, 300), 1e-12);
  }

  @Test
  void aCellMadeByHandTakesAPlaceOfTheSearchsWhereAllThreadsAreTaken() {
    Finalist best = finalist(Finalist.SEARCH, "p:conv3x3+p:identity");
    Finalist second = finalist(Finalist.SEARCH, "p:max3x3+p:conv3x3");
    Finalist byHand = finalist("resnet", "p:identity+p:conv3x3x2");
    FinalPlan three =
        new FinalPlan(List.of(best, second, byHand), 2, ViewChoice.PLAIN, 200, 0, 2, 1);
    assertEquals(1.25, three.turns(), "two rounds of a quarter");
    FinalPlan two = three.withoutAnotherRound();
    assertEquals(List.of(best, byHand), two.finalists());
    assertEquals(1, two.turns());
    assertEquals(two, two.withoutAnotherRound());
    FinalPlan roomy =
        new FinalPlan(List.of(best, second, byHand), 2, ViewChoice.PLAIN, 200, 0, 3, 1);
    assertEquals(roomy, roomy.withoutAnotherRound(), "a third thread has nothing else to do");
    FinalPlan one = new FinalPlan(List.of(best, byHand), 1, ViewChoice.PLAIN, 200, 0, 1, 2);
    assertEquals(one, one.withoutAnotherRound(), "one network is the model");
    FinalPlan ofSearch = new FinalPlan(List.of(best, second), 2, ViewChoice.PLAIN, 200, 0, 2, 1);
    assertEquals(ofSearch, ofSearch.withoutAnotherRound());
  }
}
