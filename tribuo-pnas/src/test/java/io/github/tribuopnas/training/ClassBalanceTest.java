package io.github.tribuopnas.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassBalanceTest {

  @Test
  void weightsAreInverseToTheCountsAndOneOnAverage() {
    double[] weights = ClassBalance.WEIGHTS.weights(new int[] {6, 2, 0});
    // 8 / (2 * 6) and 8 / (2 * 2); a class without images has no loss to weigh.
    assertEquals(2.0 / 3, weights[0], 1e-12);
    assertEquals(2, weights[1], 1e-12);
    assertEquals(8, 6 * weights[0] + 2 * weights[1], 1e-12);
    for (ClassBalance none : List.of(ClassBalance.NONE, ClassBalance.SAMPLING)) {
      assertArrayEquals(new double[] {1, 1, 1}, none.weights(new int[] {6, 2, 0}));
    }
  }

  /** Menon et al. 2021: of four images three, and one; a class without images counts as one. */
  @Test
  void adjustmentAddsTheLogarithmOfAClassPartOfTheImages() {
    assertArrayEquals(
        new double[] {Math.log(0.75), Math.log(0.25)},
        ClassBalance.LOGIT_ADJUSTMENT.offsets(new int[] {6, 2}),
        1e-12);
    assertArrayEquals(
        new double[] {Math.log(0.5), Math.log(0.25), Math.log(0.25)},
        ClassBalance.LOGIT_ADJUSTMENT.offsets(new int[] {2, 1, 0}),
        1e-12);
    assertArrayEquals(
        new double[] {Math.log(0.9), Math.log(0.1)},
        ClassBalance.AUTO.offsets(new int[] {9, 1}),
        1e-12);
    assertArrayEquals(new double[2], ClassBalance.WEIGHTS.offsets(new int[] {9, 1}));
    assertArrayEquals(new double[2], ClassBalance.AUTO.offsets(new int[] {4, 1}));
  }

  @Test
  void smoothingIsSpreadLikeTheImagesWhereLogitsAreAdjusted() {
    assertArrayEquals(
        new double[] {0.075, 0.025},
        ClassBalance.LOGIT_ADJUSTMENT.spread(0.1, new int[] {6, 2}),
        1e-12);
    assertArrayEquals(
        new double[] {0.05, 0.05}, ClassBalance.WEIGHTS.spread(0.1, new int[] {6, 2}), 1e-12);
  }

  @Test
  void theHeaviestImageIsOfTheRarestClassThatHasSome() {
    assertEquals(2, ClassBalance.WEIGHTS.heaviest(new int[] {6, 2, 0}), 1e-12);
    assertEquals(1, ClassBalance.SAMPLING.heaviest(new int[] {6, 2, 0}));
  }

  @Test
  void whatIsLeftOpenIsDecidedByTheRatio() {
    assertEquals(3, ClassBalance.ratio(new int[] {6, 2, 0}));
    assertEquals(ClassBalance.NONE, ClassBalance.AUTO.decided(new int[] {49, 10}));
    assertEquals(ClassBalance.LOGIT_ADJUSTMENT, ClassBalance.AUTO.decided(new int[] {50, 10}));
    assertEquals(ClassBalance.SAMPLING, ClassBalance.SAMPLING.decided(new int[] {5, 5}));
  }

  /** Studies compare recipes by their texts, and checkpoints too. */
  @Test
  void aRecipeWithoutBalanceIsToldAsBeforeThereWasSuchAField() {
    Recipe plain = Recipe.builder().build();
    assertFalse(plain.keptFields().containsKey("balance"));
    assertFalse(plain.toString().contains("balance"));
    Recipe balanced = Recipe.builder().optBalance(ClassBalance.AUTO).build();
    assertEquals("auto", balanced.keptFields().get("balance"));
    assertEquals(balanced, Recipe.builder().setAll(balanced.keptFields()).build());
    assertEquals(plain, Recipe.builder().setAll(plain.keptFields()).build());
  }

  @Test
  void aDecidedRecipeOfBalancedImagesIsThatOfBeforeThereWasSuchAField() {
    Recipe recipe = Recipe.builder().optBalance(ClassBalance.AUTO).build();
    assertEquals(Recipe.builder().build(), recipe.balanced(new int[] {40, 10}));
    assertEquals(
        "logit-adjustment", recipe.balanced(new int[] {50, 10}).keptFields().get("balance"));
  }

  @Test
  void aBalancedTrainingIsNotJudgedByTheMostFrequentClass() {
    Recipe recipe = Recipe.builder().optBalance(ClassBalance.AUTO).build();
    assertTrue(recipe.refusesChance(new int[] {10, 10}));
    assertFalse(recipe.refusesChance(new int[] {100, 10}));
  }
}
