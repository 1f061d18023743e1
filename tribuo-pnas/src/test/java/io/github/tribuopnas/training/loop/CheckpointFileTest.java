package io.github.tribuopnas.training.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class CheckpointFileTest {

  /** Everything that has a state: noise, an auxiliary head, an average, augmentations. */
  private static Recipe recipe(String optimizer) {
    return SmallTraining.recipe(optimizer).optWarmUpEpochs(1).build();
  }

  private static final class Kill extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static TrainedNetwork train(Recipe recipe, Path file, EpochListener listener)
      throws InterruptedException {
    NetworkTraining.Builder training =
        NetworkTraining.builder()
            .setNetwork(SmallTraining.SPEC)
            .setRecipe(recipe)
            .optListener(listener);
    if (file != null) {
      training.optCheckpoints(new CheckpointFile(file), 1);
    }
    return training.build().train(SmallTraining.TRAIN, 7);
  }

  private static float[][] probabilities(TrainedNetwork network) {
    float[][] pixels = new float[30][64];
    for (int i = 0; i < pixels.length; i++) {
      SmallTraining.TEST.copyRaw(i, pixels[i]);
    }
    return network.probabilities(pixels);
  }

  private static void killInEpoch(int killed, Recipe recipe, Path file) {
    assertThrows(
        Kill.class,
        () ->
            train(
                recipe,
                file,
                (epoch, epochs, loss) -> {
                  if (epoch == killed) {
                    throw new Kill();
                  }
                }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd(0.9)",
        "nesterov(0.9)",
        "muon(0.9,0.5)",
        "rmsprop(0.9,0.9,0.1)",
        "adamw(0.9,0.99,1e-6)"
      })
  void aRunThatWasKilledTwiceEndsInTheSameBitsAsOneThatWasNot(
      String optimizer, @TempDir Path directory) throws InterruptedException {
    Recipe recipe = recipe(optimizer);
    Path file = directory.resolve("checkpoint");
    List<Double> losses = new ArrayList<>();
    float[][] whole;
    try (TrainedNetwork network = train(recipe, null, (e, es, loss) -> losses.add(loss))) {
      whole = probabilities(network);
    }
    killInEpoch(2, recipe, file);
    killInEpoch(4, recipe, file);
    List<Double> last = new ArrayList<>();
    try (TrainedNetwork network =
        train(
            recipe,
            file,
            (epoch, epochs, loss) -> {
              assertEquals(4, epoch, "three epochs were done");
              last.add(loss);
            })) {
      float[][] resumed = probabilities(network);
      for (int i = 0; i < whole.length; i++) {
        assertArrayEquals(whole[i], resumed[i]);
      }
    }
    assertEquals(losses.subList(3, 4), last);
  }

  @Test
  void aRunThatIsOverGivesItsNetworkAgain(@TempDir Path directory) throws InterruptedException {
    Recipe recipe = recipe("sgd(0.9)").withEpochs(1);
    Path file = directory.resolve("checkpoint");
    float[][] first;
    try (TrainedNetwork network = train(recipe, file, EpochListener.NONE)) {
      first = probabilities(network);
    }
    try (TrainedNetwork network =
        train(
            recipe,
            file,
            (epoch, epochs, loss) -> {
              throw new Kill();
            })) {
      assertArrayEquals(first[0], probabilities(network)[0]);
    }
  }

  @Test
  void aCheckpointOfAnotherRunIsRefusedWithTheDifference(@TempDir Path directory)
      throws InterruptedException {
    Path file = directory.resolve("checkpoint");
    train(recipe("sgd(0.9)").withEpochs(1), file, EpochListener.NONE).close();
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> train(recipe("sgd(0.8)").withEpochs(1), file, EpochListener.NONE));
    assertTrue(refusal.getMessage().contains("sgd(0.8)"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("sgd(0.9)"), refusal.getMessage());
  }

  @Test
  void aDamagedCheckpointIsRefusedByItsPath(@TempDir Path directory)
      throws InterruptedException, IOException {
    Recipe recipe = recipe("sgd(0.9)").withEpochs(1);
    Path file = directory.resolve("checkpoint");
    train(recipe, file, EpochListener.NONE).close();
    assertFalse(Files.exists(directory.resolve("checkpoint.tmp")));
    byte[] bytes = Files.readAllBytes(file);
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 1;
    byte[] shortened = java.util.Arrays.copyOf(bytes, bytes.length - 100);
    for (byte[] damaged : List.of(flipped, shortened, new byte[20])) {
      Files.write(file, damaged);
      UncheckedIOException refusal =
          assertThrows(UncheckedIOException.class, () -> train(recipe, file, EpochListener.NONE));
      assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    }
  }

  @Test
  void countedDrawsAreThoseOfTheGeneratorItself() {
    SplittableRandom plain = new SplittableRandom(5);
    CountedRandom counted = new CountedRandom(new SplittableRandom(5));
    for (int i = 1; i < 2000; i++) {
      assertEquals(plain.nextInt(i), counted.nextInt(i));
      assertEquals(plain.nextInt(-i, i), counted.nextInt(-i, i));
      assertEquals(plain.nextDouble(), counted.nextDouble());
      assertEquals(plain.nextBoolean(), counted.nextBoolean());
    }
    CountedRandom resumed = new CountedRandom(new SplittableRandom(5));
    resumed.skipTo(counted.draws());
    assertEquals(counted.nextLong(), resumed.nextLong());
  }
}
