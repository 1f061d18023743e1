package io.github.tribuopnas.search.strategy.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.base.Adam;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LstmControllerTest {

  private static final List<Integer> ALTERNATIVES = List.of(3, 1, 4, 2);

  private static LstmController controller(long seed) {
    return new LstmController(ALTERNATIVES, 5, new SplittableRandom(seed));
  }

  private static double loss(LstmController controller, int[] chosen, double entropyWeight) {
    return controller.addGradient(
        chosen, 0.7, entropyWeight, new double[controller.parameters().length]);
  }

  /** The derivative by every parameter, against the quotient of differences. */
  @Test
  void theGradientIsThatOfDifferences() {
    SplittableRandom random = new SplittableRandom(4);
    LstmController controller = controller(2);
    double[] parameters = controller.parameters();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= 8;
    }
    for (double entropyWeight : new double[] {0, 0.3}) {
      int[] chosen = controller.sample(1, random);
      double[] gradient = new double[parameters.length];
      controller.addGradient(chosen, 0.7, entropyWeight, gradient);
      for (int i = 0; i < parameters.length; i++) {
        double value = parameters[i];
        parameters[i] = value + 1e-5;
        double above = loss(controller, chosen, entropyWeight);
        parameters[i] = value - 1e-5;
        double below = loss(controller, chosen, entropyWeight);
        parameters[i] = value;
        assertEquals((above - below) / 2e-5, gradient[i], 1e-8, "parameter " + i);
      }
    }
  }

  @Test
  void theProbabilitiesOfAllSequencesSumToOne() {
    LstmController controller = controller(7);
    double sum = 0;
    for (int a = 0; a < 3; a++) {
      for (int c = 0; c < 4; c++) {
        for (int d = 0; d < 2; d++) {
          // With advantage 0.7 and no entropy the loss is -0.7 log P.
          sum += Math.exp(-loss(controller, new int[] {a, 0, c, d}, 0) / 0.7);
        }
      }
    }
    assertEquals(1, sum, 1e-12);
  }

  @Test
  void samplesFollowTheProbabilities() {
    LstmController controller = controller(3);
    SplittableRandom random = new SplittableRandom(11);
    int[] wanted = {2, 0, 1, 1};
    double expected = Math.exp(-loss(controller, wanted, 0) / 0.7);
    int draws = 20_000;
    int hits = 0;
    for (int draw = 0; draw < draws; draw++) {
      hits += Arrays.equals(wanted, controller.sample(1, random)) ? 1 : 0;
    }
    // Five standard deviations of a binomial.
    double allowed = 5 * Math.sqrt(expected * (1 - expected) / draws);
    assertEquals(expected, (double) hits / draws, allowed);
  }

  @Test
  void aHighTemperatureMakesAllSequencesEquallyLikely() {
    LstmController controller = controller(3);
    for (int i = 0; i < controller.parameters().length; i++) {
      controller.parameters()[i] *= 20;
    }
    SplittableRandom random = new SplittableRandom(1);
    int draws = 24_000;
    int hits = 0;
    for (int draw = 0; draw < draws; draw++) {
      hits += Arrays.equals(new int[] {0, 0, 2, 1}, controller.sample(1e6, random)) ? 1 : 0;
    }
    // 24 sequences: 1,000 are expected; the standard deviation is 31.
    assertEquals(1000, hits, 155);
  }

  @Test
  void theSequenceThatIsRewardedBecomesTheLikeliest() {
    LstmController controller = controller(5);
    SplittableRandom random = new SplittableRandom(6);
    Adam adam = new Adam(0.02, controller.parameters().length);
    int[] wanted = {1, 0, 3, 0};
    for (int round = 0; round < 600; round++) {
      int[] chosen = controller.sample(1, random);
      int right = 0;
      for (int i = 0; i < chosen.length; i++) {
        right += chosen[i] == wanted[i] ? 1 : 0;
      }
      double[] gradient = new double[controller.parameters().length];
      controller.addGradient(chosen, right - 2.5, 0, gradient);
      adam.step(gradient, controller.parameters());
    }
    assertTrue(Math.exp(-loss(controller, wanted, 0) / 0.7) > 0.9);
  }

  /** The first step of Adam is the learning rate in the direction of the sign. */
  @Test
  void adamStepsByTheRateAtFirst() {
    double[] parameters = {1, 1, 1};
    new Adam(0.1, 3).step(new double[] {5, -0.001, 0}, parameters);
    assertArrayEquals(new double[] {0.9, 1.1, 1}, parameters, 1e-5);
  }
}
