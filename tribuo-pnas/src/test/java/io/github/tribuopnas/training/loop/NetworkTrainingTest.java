package io.github.tribuopnas.training.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.network.CellNetwork;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.ClassBalance;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.Recipes;
import io.github.tribuopnas.training.TrainingDivergedException;
import io.github.tribuopnas.training.augment.Crop;
import io.github.tribuopnas.training.trained.Evaluation;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class NetworkTrainingTest {

  private static final PackedImages TRAIN = DigitImages.load().train().images();
  private static final PackedImages FEW = TRAIN.limit(300, 1);
  private static final PackedImages TEST = DigitImages.load().test().orElseThrow().images();

  private static final NetworkSpec SPEC =
      Setting.PROXY
          .of(Cell.parse("p:sep3x3+pp:avg3x3"))
          .optRepeats(1)
          .optFilters(8)
          .optStemMultiplier(1)
          .optImage(new ImageShape(8, 8, 1))
          .optClasses(10)
          .build();

  private static final Recipe RECIPE =
      Recipe.builder().optEpochs(2).optAugmentations(List.of(new Crop(1))).build();

  private static float[][] pixels() {
    float[][] pixels = new float[20][64];
    for (int i = 0; i < pixels.length; i++) {
      TEST.copyRaw(i, pixels[i]);
    }
    return pixels;
  }

  private static float[][] probabilities(long seed) throws InterruptedException {
    try (TrainedNetwork network =
        new NetworkTraining(SPEC, RECIPE, EpochListener.NONE).train(TRAIN, seed)) {
      return network.probabilities(pixels());
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

  /**
   * A channel that is written by an interrupted thread is closed, which is no fault of the disk.
   */
  @Test
  void anInterruptionBeforeACheckpointIsOne(@TempDir Path directory) {
    CheckpointFile file = new CheckpointFile(directory.resolve("checkpoint"));
    NetworkTraining training =
        NetworkTraining.builder()
            .setNetwork(SmallTraining.SPEC)
            .setRecipe(RECIPE)
            .optCheckpoints(file, 1)
            .optListener((epoch, epochs, loss) -> Thread.currentThread().interrupt())
            .build();
    try {
      assertThrows(InterruptedException.class, () -> training.train(SmallTraining.TRAIN, 1));
    } finally {
      Thread.interrupted();
    }
    assertFalse(file.exists());
  }

  @Test
  void theLossFallsAndDigitsAreLearned() throws InterruptedException {
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

  /** 150 images take three batches, of which the last is not full. */
  @Test
  void evaluationIsThatOfTheImagesOneByOne() throws InterruptedException {
    int count = 150;
    PackedImages several = TEST.select(IntStream.range(0, count).toArray());
    try (TrainedNetwork network =
        new NetworkTraining(SPEC, RECIPE, EpochListener.NONE).train(FEW, 4)) {
      double accuracy = 0;
      double loss = 0;
      float[][] pixels = new float[count][64];
      float[][] alone = new float[count][];
      for (int i = 0; i < count; i++) {
        Evaluation of = network.evaluate(several.select(new int[] {i}));
        accuracy += of.accuracy() / count;
        loss += of.loss() / count;
        several.copyRaw(i, pixels[i]);
        alone[i] = network.probabilities(new float[][] {pixels[i]})[0];
      }
      Evaluation together = network.evaluate(several);
      assertEquals(accuracy, together.accuracy(), 1e-12);
      assertEquals(loss, together.loss(), 1e-4);
      float[][] probabilities = network.probabilities(pixels);
      for (int i = 0; i < count; i++) {
        assertArrayEquals(alone[i], probabilities[i], 1e-5f);
      }
    }
  }

  @Test
  void aLossThatIsNoNumberNamesItsEpoch() {
    Recipe absurd = RECIPE.toBuilder().optLearningRate(1e30).build();
    TrainingDivergedException diverged =
        assertThrows(
            TrainingDivergedException.class,
            () -> new NetworkTraining(SPEC, absurd, EpochListener.NONE).train(TRAIN, 1));
    assertTrue(diverged.getMessage().contains("in epoch 1"), diverged.getMessage());
  }

  @Test
  void aLossFarAboveGuessingEndsTheTrainingAtItsEpoch() {
    // Guessing among ten has a loss of 2.303; the first epoch's is above 1.2 times that.
    Recipe wild =
        RECIPE.toBuilder().optLearningRate(20).optDivergenceLimit(1.2).optEpochs(3).build();
    TrainingDivergedException diverged =
        assertThrows(
            TrainingDivergedException.class,
            () -> new NetworkTraining(SPEC, wild, EpochListener.NONE).train(FEW, 1));
    assertTrue(diverged.getMessage().contains("epoch 1"), diverged.getMessage());
    assertTrue(diverged.getMessage().contains("1.2 times"), diverged.getMessage());
  }

  /** A batch with the only image of a class has a loss that says nothing of the training. */
  @Test
  void aHeavyImageIsNoDivergence() throws InterruptedException {
    int[] others = IntStream.range(0, TRAIN.size()).filter(i -> TRAIN.label(i) == 0).toArray();
    int rare =
        IntStream.range(0, TRAIN.size()).filter(i -> TRAIN.label(i) == 1).findFirst().orElseThrow();
    int[] unbalanced = Arrays.copyOf(others, 24);
    unbalanced[23] = rare;
    Recipe weighing =
        RECIPE.toBuilder()
            .optEpochs(2)
            .optLearningRate(0.5)
            .optDivergenceLimit(1.01)
            .optBalance(ClassBalance.WEIGHTS)
            .build();
    List<Double> losses = new ArrayList<>();
    new NetworkTraining(SPEC, weighing, (epoch, epochs, loss) -> losses.add(loss))
        .train(TRAIN.select(unbalanced), 1)
        .close();
    assertEquals(2, losses.size());
    assertTrue(losses.get(0) > 1.01 * Math.log(10), losses.toString());
  }

  @Test
  void accuraciesAreToldAfterEachEpochAndTheLastIsThatOfTheNetwork() throws InterruptedException {
    List<Double> accuracies = new ArrayList<>();
    EpochListener listener =
        new EpochListener() {
          @Override
          public void epochFinished(int epoch, int epochs, double loss) {
            assertEquals(accuracies.size() + 1, epoch, "the accuracy follows its epoch");
          }

          @Override
          public void evaluated(int epoch, int epochs, Evaluation evaluation) {
            accuracies.add(evaluation.accuracy());
          }
        };
    Recipe averaged = RECIPE.toBuilder().optAverageDecay(0.9).build();
    try (TrainedNetwork network =
        NetworkTraining.builder()
            .setNetwork(SPEC)
            .setRecipe(averaged)
            .optListener(listener)
            .optValidation(TEST)
            .build()
            .train(FEW, 3)) {
      assertEquals(2, accuracies.size());
      assertEquals(network.accuracy(TEST), accuracies.get(1));
    }
    float[][] watched = probabilities(averaged, 3, TEST);
    float[][] alone = probabilities(averaged, 3, null);
    for (int i = 0; i < watched.length; i++) {
      assertArrayEquals(alone[i], watched[i], "watching changes nothing");
    }
  }

  private static float[][] probabilities(Recipe recipe, long seed, PackedImages validation)
      throws InterruptedException {
    try (TrainedNetwork network =
        NetworkTraining.builder()
            .setNetwork(SPEC)
            .setRecipe(recipe)
            .optValidation(validation)
            .build()
            .train(FEW, seed)) {
      return network.probabilities(pixels());
    }
  }

  /** Every regularizer of the final recipes at once still learns the digits. */
  @Test
  void aFinalRecipeLearns() throws InterruptedException {
    Recipe recipe =
        Recipes.find(Recipes.CIFAR_FINAL).toBuilder()
            .optEpochs(5)
            .optLabelSmoothing(0.1)
            .optAverageDecay(0.98)
            .optAugmentations(List.of(new Crop(1)))
            .build();
    try (TrainedNetwork network =
        new NetworkTraining(SPEC, recipe, EpochListener.NONE).train(TRAIN, 5)) {
      assertTrue(network.accuracy(TEST) > 0.6, "accuracy " + network.accuracy(TEST));
    }
  }

  @Test
  void smoothedLabelsAddUpToTheMeanCrossEntropy() {
    int[] order = {0, 1};
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      ClassBalance equal = ClassBalance.NONE;
      float[] plain =
          new SoftLabels(TRAIN, 10, 0, equal, 2).batch(order, 0, 2, manager).toFloatArray();
      float[] smooth =
          new SoftLabels(TRAIN, 10, 0.1, equal, 2).batch(order, 0, 2, manager).toFloatArray();
      for (int i = 0; i < 2; i++) {
        for (int label = 0; label < 10; label++) {
          boolean own = TRAIN.label(i) == label;
          assertEquals(own ? -0.5f : 0, plain[10 * i + label]);
          // 0.1 / 10 for everyone and 0.9 more for the image's own, over a batch of two.
          assertEquals(own ? -0.455f : -0.005f, smooth[10 * i + label], 1e-7f);
        }
      }
    }
  }

  @Test
  void nothingNativeIsLeftWhenANetworkIsClosed() throws InterruptedException {
    Recipe everything = Recipes.find(Recipes.IMAGENET_LARGE_FINAL).withEpochs(1);
    try (NDManager probe = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDManager system = probe.getParentManager();
      int before = system.getManagedArrays().size();
      TrainedNetwork network =
          new NetworkTraining(SPEC, everything, EpochListener.NONE).train(FEW, 1);
      int parameters = new CellNetwork(SPEC).getParameters().size();
      assertEquals(before + parameters, system.getManagedArrays().size(), "the weights alone");
      network.accuracy(TEST);
      assertEquals(before + parameters, system.getManagedArrays().size(), "after evaluation");
      network.close();
      assertEquals(before, system.getManagedArrays().size());
    }
  }
}
