package io.github.tribuopnas.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClassBalanceTest {

  /** Six images of the first class, two of the second, none of the third. */
  private static final PackedImages IMAGES =
      PackedImages.ofBytes(
          ImageFormat.of(1, 1, 1),
          new byte[8],
          new int[] {0, 0, 1, 0, 0, 0, 1, 0},
          List.of("a", "b", "c"));

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

  @Test
  void theHeaviestImageIsOfTheRarestClassThatHasSome() {
    assertEquals(2, ClassBalance.WEIGHTS.heaviest(new int[] {6, 2, 0}), 1e-12);
    assertEquals(1, ClassBalance.SAMPLING.heaviest(new int[] {6, 2, 0}));
  }

  @Test
  void whatIsLeftOpenIsDecidedByTheRatio() {
    assertEquals(3, ClassBalance.ratio(new int[] {6, 2, 0}));
    assertEquals(ClassBalance.NONE, ClassBalance.AUTO.decided(new int[] {49, 10}));
    assertEquals(ClassBalance.WEIGHTS, ClassBalance.AUTO.decided(new int[] {50, 10}));
    assertEquals(ClassBalance.SAMPLING, ClassBalance.SAMPLING.decided(new int[] {5, 5}));
  }

  @Test
  void aWeightMultipliesAllThatIsOfAnImage() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      double[] weights = ClassBalance.WEIGHTS.weights(IMAGES.classCounts());
      float[] labels =
          new SoftLabels(IMAGES, 3, 0, weights, 2)
              .batch(new int[] {0, 2}, 0, 2, manager)
              .toFloatArray();
      assertArrayEquals(new float[] {-1f / 3, 0, 0, 0, -1, 0}, labels, 1e-7f);
    }
  }

  @Test
  void anEpochOfSamplingHasEachClassEquallyOften() {
    EpochOrder balanced = new EpochOrder(IMAGES, ClassBalance.SAMPLING);
    int[] order = new int[8];
    boolean[] seen = new boolean[8];
    SplittableRandom random = new SplittableRandom(1);
    for (int epoch = 0; epoch < 40; epoch++) {
      balanced.next(order, random);
      assertEquals(4, Arrays.stream(order).filter(i -> IMAGES.label(i) == 1).count());
      Arrays.stream(order).forEach(i -> seen[i] = true);
    }
    for (boolean one : seen) {
      assertTrue(one);
    }
    int[] plain = {0, 1, 2, 3, 4, 5, 6, 7};
    new EpochOrder(IMAGES, ClassBalance.NONE).next(plain, random);
    Arrays.sort(plain);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, plain);
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
    assertEquals("weights", recipe.balanced(new int[] {50, 10}).keptFields().get("balance"));
  }

  @Test
  void aBalancedTrainingIsNotJudgedByTheMostFrequentClass() {
    Recipe recipe = Recipe.builder().optBalance(ClassBalance.AUTO).build();
    assertTrue(recipe.refusesChance(new int[] {10, 10}));
    assertFalse(recipe.refusesChance(new int[] {100, 10}));
  }
}
