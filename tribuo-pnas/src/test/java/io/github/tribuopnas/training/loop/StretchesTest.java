package io.github.tribuopnas.training.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.optimizer.Schedule;
import io.github.tribuopnas.training.trained.Evaluation;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training in stretches is the training in one, to the last bit. */
@Tag("slow")
class StretchesTest {

  @TempDir Path directory;

  /** What a training gave: each weight and running statistic, and what the listener heard. */
  private static final class Result implements EpochListener {
    private final List<float[]> weights = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private final List<Evaluation> evaluations = new ArrayList<>();
    private int trained;

    @Override
    public void resumed(List<Evaluation> earlier) {
      evaluations.addAll(earlier);
    }

    @Override
    public void epochFinished(int epoch, int epochs, double loss) {
      trained++;
      losses.add(loss);
    }

    @Override
    public void evaluated(int epoch, int epochs, Evaluation evaluation) {
      evaluations.add(evaluation);
    }
  }

  /** Everything that has a state or a schedule. */
  private static Recipe recipe(String optimizer) {
    return SmallTraining.recipe(optimizer)
        .optSchedule(Schedule.parse("cosine"))
        .optWarmUpEpochs(1.5)
        .build();
  }

  private CheckpointFile file(String name) {
    return new CheckpointFile(directory.resolve(name));
  }

  private static Result train(Recipe recipe, NetworkTraining.Builder training)
      throws InterruptedException {
    Result result = new Result();
    try (TrainedNetwork network =
        training
            .setNetwork(SmallTraining.SPEC)
            .setRecipe(recipe)
            .optValidation(SmallTraining.TEST)
            .optListener(result)
            .build()
            .train(SmallTraining.TRAIN, 7)) {
      network
          .pixelNetwork()
          .getParameters()
          .values()
          .forEach(parameter -> result.weights.add(parameter.getArray().toFloatArray()));
    }
    return result;
  }

  private static void assertSame(Result expected, Result actual) {
    assertEquals(expected.evaluations, actual.evaluations);
    assertEquals(expected.weights.size(), actual.weights.size());
    for (int i = 0; i < expected.weights.size(); i++) {
      assertArrayEquals(expected.weights.get(i), actual.weights.get(i));
    }
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
  void oneEpochOneMoreAndTwoMoreAreFourAtOnce(String optimizer) throws InterruptedException {
    Recipe recipe = recipe(optimizer);
    Result whole = train(recipe, NetworkTraining.builder());
    assertEquals(4, whole.trained);
    Result first = train(recipe, NetworkTraining.builder().optLastEpoch(1).optEnd(file("a")));
    Result second =
        train(
            recipe,
            NetworkTraining.builder().optLastEpoch(2).optStart(file("a")).optEnd(file("b")));
    Result third = train(recipe, NetworkTraining.builder().optStart(file("b")));
    assertEquals(List.of(1, 1, 2), List.of(first.trained, second.trained, third.trained));
    assertEquals(whole.losses.subList(0, 1), first.losses);
    assertEquals(whole.losses.subList(1, 2), second.losses);
    assertEquals(whole.losses.subList(2, 4), third.losses);
    assertEquals(whole.evaluations.subList(0, 2), second.evaluations);
    assertSame(whole, third);
  }

  @Test
  void theLastEpochOfAShortTrainingIsThatOfTheLongOne() throws InterruptedException {
    Recipe recipe = recipe("sgd(0.9)");
    Result end = train(recipe, NetworkTraining.builder().optLastEpoch(2).optEnd(file("a")));
    Result again = train(recipe, NetworkTraining.builder().optLastEpoch(2).optStart(file("a")));
    assertEquals(0, again.trained, "all epochs were done");
    assertSame(end, again);
  }

  @Test
  void aCheckpointThatCannotBeUsedOnlyCostsTime() throws InterruptedException, IOException {
    Recipe recipe = recipe("sgd(0.9)");
    NetworkTraining.Builder two = NetworkTraining.builder().optLastEpoch(2);
    Result expected = train(recipe, two);
    Path path = directory.resolve("a");
    train(recipe, NetworkTraining.builder().optLastEpoch(1).optEnd(file("a")));
    byte[] whole = Files.readAllBytes(path);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    List<byte[]> damaged =
        List.of(new byte[0], new byte[20], flipped, Arrays.copyOf(whole, whole.length - 1));
    for (byte[] bytes : damaged) {
      Files.write(path, bytes);
      assertStartsAnew(expected, train(recipe, two.optStart(file("a"))));
    }
    train(recipe("sgd(0.8)"), NetworkTraining.builder().optLastEpoch(1).optEnd(file("a")));
    assertStartsAnew(expected, train(recipe, two.optStart(file("a"))));
    train(recipe, NetworkTraining.builder().optLastEpoch(3).optEnd(file("a")));
    assertStartsAnew(expected, train(recipe, two.optStart(file("a"))));
    Files.delete(path);
    assertStartsAnew(expected, train(recipe, two.optStart(file("a"))));
  }

  private static void assertStartsAnew(Result expected, Result actual) {
    assertEquals(2, actual.trained);
    assertSame(expected, actual);
  }

  @Test
  void aCheckpointThatCannotBeWrittenDoesNotEndTheTraining() throws InterruptedException {
    CheckpointFile nowhere = file("missing/a");
    Result result =
        train(recipe("sgd(0.9)"), NetworkTraining.builder().optLastEpoch(1).optEnd(nowhere));
    assertEquals(1, result.evaluations.size());
    assertFalse(nowhere.exists());
  }

  @Test
  void theLastEpochIsOneOfTheRecipes() {
    for (int epoch : new int[] {-1, 5}) {
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> train(recipe("sgd(0.9)"), NetworkTraining.builder().optLastEpoch(epoch)));
      assertTrue(refusal.getMessage().contains("from 1 to the recipe's 4"), refusal.getMessage());
    }
  }

  /** The engine's own softmax, in single precision, against ours. */
  @Test
  void theLossOfAnEvaluationIsTheMeanNegativeLogarithmOfTheLabelsProbability()
      throws InterruptedException {
    try (TrainedNetwork network =
        NetworkTraining.builder()
            .setNetwork(SmallTraining.SPEC)
            .setRecipe(recipe("sgd(0.9)").withEpochs(2))
            .build()
            .train(SmallTraining.TRAIN, 7)) {
      float[][] pixels = new float[SmallTraining.TEST.size()][64];
      for (int i = 0; i < pixels.length; i++) {
        SmallTraining.TEST.copyRaw(i, pixels[i]);
      }
      float[][] probabilities = network.probabilities(pixels);
      double sum = 0;
      for (int i = 0; i < pixels.length; i++) {
        sum -= Math.log(probabilities[i][SmallTraining.TEST.label(i)]);
      }
      Evaluation evaluation = network.evaluate(SmallTraining.TEST);
      assertEquals(sum / pixels.length, evaluation.loss(), 1e-5);
      assertEquals(network.accuracy(SmallTraining.TEST), evaluation.accuracy());
    }
  }
}
