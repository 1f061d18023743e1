package io.github.tribuopnas.training.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.augment.Mixup;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixupTest {

  @Test
  void theFirstIsMixedWithTheLast() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray batch = manager.create(new float[] {1, 2, 3, 4, 9, 8}, new Shape(3, 2));
      NDArray mixed = new Mixup(0.75).of(batch);
      assertEquals(batch.getShape(), mixed.getShape());
      assertArrayEquals(new float[] {3, 3.5f, 3, 4, 7, 6.5f}, mixed.toFloatArray());
      assertArrayEquals(new float[] {1, 2, 3, 4, 9, 8}, batch.toFloatArray());
      assertSame(batch, new Mixup(1).of(batch));
    }
  }

  @Test
  void withoutMixupNothingIsDrawn() {
    SplittableRandom random = new SplittableRandom(3);
    assertEquals(1, Mixup.draw(0, random).kept());
    assertEquals(new SplittableRandom(3).nextLong(), random.nextLong());
  }

  /** A beta distribution of twice alpha has mean 1/2 and variance 1 / (4 (2 alpha + 1)). */
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.1, 0.2, 0.5, 1})
  void proportionsHaveMeanAndVarianceOfTheBetaDistribution(double alpha) {
    SplittableRandom random = new SplittableRandom(1);
    double[] kept =
        DoubleStream.generate(() -> Mixup.draw(alpha, random).kept()).limit(40_000).toArray();
    double mean = DoubleStream.of(kept).average().orElseThrow();
    double variance =
        DoubleStream.of(kept).map(k -> (k - mean) * (k - mean)).average().orElseThrow();
    assertEquals(0.5, mean, 0.01);
    assertEquals(1 / (4 * (2 * alpha + 1)), variance, 0.004);
  }

  @Test
  void labelsAreMixedAsTheImagesAreSoThatTheyAreHarderToLearn() throws InterruptedException {
    Recipe plain = SmallTraining.recipe("nesterov(0.9)").optMixup(0).optEpochs(12).build();
    double[] losses = {loss(plain), loss(plain.toBuilder().optMixup(1).build())};
    assertTrue(losses[1] > losses[0], losses[1] + " with mixup, " + losses[0] + " without");
  }

  private static double loss(Recipe recipe) throws InterruptedException {
    double[] heard = new double[1];
    new NetworkTraining(SmallTraining.SPEC, recipe, (epoch, epochs, loss) -> heard[0] = loss)
        .train(SmallTraining.TRAIN, 7)
        .close();
    return heard[0];
  }

  /** The text of a recipe without mixup is that of releases before it, as checkpoints have it. */
  @Test
  void aRecipeKeepsMixupWhereThereIsSome() {
    Recipe plain = Recipe.builder().build();
    assertFalse(plain.keptFields().containsKey("mixup"));
    Recipe mixed = plain.toBuilder().optMixup(0.2).build();
    assertEquals("0.2", mixed.keptFields().get("mixup"));
    assertEquals(mixed, Recipe.builder().setAll(mixed.keptFields()).build());
  }

  @Test
  void whatIsNoPartIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Mixup(1.5));
    assertThrows(IllegalArgumentException.class, () -> Recipe.builder().optMixup(1.01).build());
    assertThrows(IllegalArgumentException.class, () -> Recipe.builder().optMixup(-0.1).build());
  }
}
