package io.github.tribuopnas.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.tribuopnas.data.DigitImages;
import io.github.tribuopnas.data.PackedImages;
import io.github.tribuopnas.network.CellNetwork;
import io.github.tribuopnas.network.Extent;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTrainingTest {

  private static final PackedImages TRAIN = DigitImages.load().train().images();
  private static final PackedImages TEST = DigitImages.load().test().orElseThrow().images();

  private static final NetworkSpec SPEC =
      Setting.PROXY
          .of(Cell.parse("p:sep3x3+pp:avg3x3"))
          .optRepeats(1)
          .optFilters(8)
          .optStemMultiplier(1)
          .optImage(new Extent(8, 8, 1))
          .optClasses(10)
          .build();

  private static final Recipe RECIPE = new Recipe(2, 32, 0.05, 0.9, 1e-4, 1);

  private static float[][] probabilities(long seed) throws InterruptedException {
    float[][] pixels = new float[20][64];
    for (int i = 0; i < pixels.length; i++) {
      TEST.copyRaw(i, pixels[i]);
    }
    try (TrainedNetwork network =
        new NetworkTraining(SPEC, RECIPE, EpochListener.NONE).train(TRAIN, seed)) {
      return network.probabilities(pixels);
    }
  }

  @Test
  void sameSeedGivesTheSameNetworkToTheLastBit() throws InterruptedException {
    float[][] first = probabilities(3);
    float[][] second = probabilities(3);
    for (int i = 0; i < first.length; i++) {
      assertArrayEquals(first[i], second[i]);
    }
  }

  @Test
  void theLossFallsAndDigitsAreLearnt() throws InterruptedException {
    List<Double> losses = new ArrayList<>();
    try (TrainedNetwork network =
        new NetworkTraining(SPEC, RECIPE.withEpochs(4), (epoch, epochs, loss) -> losses.add(loss))
            .train(TRAIN, 5)) {
      assertEquals(4, losses.size());
      assertTrue(losses.get(3) < losses.get(0) / 2, losses.toString());
      assertTrue(network.accuracy(TEST) > 0.8);
      assertEquals(network.accuracy(TEST), network.accuracy(TEST));
    }
  }

  @Test
  void aLossThatIsNoNumberNamesItsEpoch() {
    Recipe absurd = new Recipe(3, 32, 1e30, 0.9, 1e-4, 0);
    TrainingDivergedException diverged =
        assertThrows(
            TrainingDivergedException.class,
            () -> new NetworkTraining(SPEC, absurd, EpochListener.NONE).train(TRAIN, 1));
    assertTrue(diverged.getMessage().contains("in epoch 1"), diverged.getMessage());
  }

  @Test
  void theRateFallsAlongHalfACosine() {
    assertEquals(0.05, RECIPE.learningRate(0, 100));
    assertEquals(0.025, RECIPE.learningRate(50, 100), 1e-15);
    assertEquals(0.05 / 2 * (1 - Math.sqrt(0.5)), RECIPE.learningRate(75, 100), 1e-15);
  }

  @Test
  void nothingNativeIsLeftWhenANetworkIsClosed() throws InterruptedException {
    try (NDManager probe = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDManager system = probe.getParentManager();
      int before = system.getManagedArrays().size();
      TrainedNetwork network =
          new NetworkTraining(SPEC, RECIPE.withEpochs(1), EpochListener.NONE).train(TRAIN, 1);
      int parameters = new CellNetwork(SPEC).getParameters().size();
      assertEquals(before + parameters, system.getManagedArrays().size(), "the weights alone");
      network.accuracy(TEST);
      assertEquals(before + parameters, system.getManagedArrays().size(), "after evaluation");
      network.close();
      assertEquals(before, system.getManagedArrays().size());
    }
  }
}
