package io.github.tribuopnas.training.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.training.Recipe;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static double rate(String schedule, double warmUp, long step) {
    return Recipe.builder()
        .optLearningRate(0.4)
        .optSchedule(Schedule.parse(schedule))
        .optWarmUpEpochs(warmUp)
        .build()
        .learningRate(step, 1000, 10);
  }

  @Test
  void cosineFallsAlongHalfACosine() {
    assertEquals(0.4, rate("cosine", 0, 0));
    assertEquals(0.2, rate("cosine", 0, 500), 1e-15);
    assertEquals(0.2 * (1 - Math.sqrt(0.5)), rate("cosine", 0, 750), 1e-15);
  }

  @Test
  void linearFallsAlongALine() {
    assertEquals(0.4, rate("linear", 0, 0));
    assertEquals(0.1, rate("linear", 0, 750), 1e-15);
    assertEquals(0.4 * 25 / 150, rate("linear", 15, 24), 1e-15, "one cycle rises");
    assertEquals(0.2, rate("linear", 15, 575), 1e-15, "and falls");
  }

  /** 2.4 epochs of 10 steps are 24 steps. */
  @Test
  void exponentialFallsAtRegularTimes() {
    assertEquals(0.4, rate("exponential(0.97,2.4)", 0, 23));
    assertEquals(0.4 * 0.97, rate("exponential(0.97,2.4)", 0, 24), 1e-15);
    assertEquals(0.4 * 0.97, rate("exponential(0.97,2.4)", 0, 47), 1e-15);
    assertEquals(0.4 * Math.pow(0.97, 41), rate("exponential(0.97,2.4)", 0, 999), 1e-15);
  }

  @Test
  void stepFallsAtItsEpochs() {
    assertEquals(0.4, rate("step(0.1,30,60.5)", 0, 299));
    assertEquals(0.04, rate("step(0.1,30,60.5)", 0, 300), 1e-15);
    assertEquals(0.04, rate("step(0.1,30,60.5)", 0, 604), 1e-15);
    assertEquals(0.004, rate("step(0.1,30,60.5)", 0, 605), 1e-15);
  }

  @Test
  void constantDoesNotFall() {
    assertEquals(0.4, rate("constant", 0, 999));
  }

  @Test
  void warmUpRisesInAStraightLineAndTheScheduleFollows() {
    assertEquals(0.4 / 50, rate("cosine", 5, 0), 1e-15);
    assertEquals(0.4 * 25 / 50, rate("cosine", 5, 24), 1e-15);
    assertEquals(0.4, rate("cosine", 5, 49), 1e-15);
    assertEquals(0.4, rate("cosine", 5, 50), 1e-15);
    assertEquals(0.2, rate("cosine", 5, 525), 1e-15, "half way through what is left");
    assertEquals(0.4 * 0.97, rate("exponential(0.97,2.4)", 5, 74), 1e-15);
  }

  @Test
  void textFormsAreReadBack() {
    for (String text :
        List.of("constant", "cosine", "exponential(0.97,2.4)", "step(0.1,30,60.5)")) {
      assertEquals(text, Schedule.parse(text).arguments().toString());
    }
  }

  @Test
  void wrongTextsNameWhatThereIs() {
    for (String text :
        List.of("cosine(1)", "polynomial", "step(0.1)", "exponential(0.97)", "step(0,1)", "")) {
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> Schedule.parse(text), text);
      assertTrue(refusal.getMessage().length() > 20, refusal.getMessage());
    }
  }
}
