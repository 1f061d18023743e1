package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.ViewChoice;
import io.github.tribuopnas.training.augment.Flip;
import io.github.tribuopnas.training.calibration.LabeledLogits;
import io.github.tribuopnas.training.calibration.Temperature;
import io.github.tribuopnas.training.loop.Course;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinalTrainingTest {

  private static final Recipe RECIPE =
      Recipe.builder().optEpochs(4).optBatchSize(32).optLearningRate(0.05).build();

  private static ImageSplit images;
  private static float[][] pixels;

  @TempDir Path directory;

  @BeforeAll
  static void read() {
    PackedImages digits = DigitImages.load().train().images().limit(160, 1);
    images = digits.stratifiedSplit(0.25, 1);
    pixels = new float[3][digits.format().pixels()];
    for (int i = 0; i < pixels.length; i++) {
      digits.copyRaw(i, pixels[i]);
    }
  }

  private static Finalist finalist(String cell, long seed, Recipe recipe) {
    NetworkSpec network =
        Setting.PROXY
            .of(Cell.parse(cell))
            .optRepeats(1)
            .optFilters(4)
            .optStemMultiplier(1)
            .optImage(images.training().format().shape())
            .optClasses(10)
            .build();
    return new Finalist(Finalist.SEARCH, network, recipe, seed);
  }

  private static Finalist finalist(long seed) {
    return finalist("p:sep3x3+p:max3x3", seed, RECIPE);
  }

  private static FinalTraining training(
      FinalPlan plan, Optional<Path> directory, PNASListener listener) {
    return training(plan, directory, Courses.PLANNED, listener);
  }

  private static FinalTraining training(
      FinalPlan plan, Optional<Path> directory, Courses courses, PNASListener listener) {
    return new FinalTraining(
        plan,
        images.training(),
        plan.heldOut() == 0 ? Optional.empty() : Optional.of(images.validation()),
        List.of(Device.cpu()),
        directory,
        courses,
        listener);
  }

  private static FinalPlan plan(int members, int atOnce, Finalist... finalists) {
    return new FinalPlan(
        List.of(finalists), members, ViewChoice.PLAIN, images.validation().size(), 0, atOnce, 1);
  }

  private static void assertSame(FinalResult expected, FinalResult actual) {
    assertEquals(expected.standings(), actual.standings());
    float[][] one = expected.ensemble().probabilities(pixels);
    float[][] other = actual.ensemble().probabilities(pixels);
    for (int i = 0; i < one.length; i++) {
      assertArrayEquals(one[i], other[i], "bit for bit");
    }
  }

  private static Views views(Recipe recipe, ViewChoice choice) throws InterruptedException {
    FinalPlan plan =
        new FinalPlan(
            List.of(finalist("p:sep3x3+p:max3x3", 1, recipe)),
            1,
            choice,
            images.validation().size(),
            0,
            1,
            1);
    FinalResult result = training(plan, Optional.empty(), PNASListener.NONE).train();
    try (TrainedEnsemble ensemble = result.ensemble()) {
      TrainedEnsemble.Member only = ensemble.members().get(0);
      assertEquals(only.views(), result.first().views());
      LabeledLogits logits = only.network().logits(images.validation(), only.views());
      assertEquals(Temperature.fit(logits), only.temperature());
      assertEquals(logits.loss(only.temperature()), result.first().loss().orElseThrow(), 1e-12);
      for (Views views : choice.of(recipe)) {
        LabeledLogits other = only.network().logits(images.validation(), views);
        assertTrue(
            result.first().loss().orElseThrow() <= other.loss(Temperature.fit(other)),
            "the best views are taken");
      }
      return only.views();
    }
  }

  @Test
  void theViewsThatHelpMostAreTakenOfThoseAllowed() throws InterruptedException {
    Recipe mirrored = RECIPE.toBuilder().optAugmentations(List.of(new Flip())).build();
    assertEquals(Views.PLAIN, views(RECIPE, ViewChoice.PLAIN));
    assertEquals(Views.MIRRORED, views(RECIPE, ViewChoice.ALL.parse("mirrored")));
    assertTrue(!views(RECIPE, ViewChoice.upTo(10)).isMirrored());
    views(mirrored, ViewChoice.upTo(10));
  }

  @Test
  void oneNetworkHasTheTemperatureOfItsOwnLogits() throws InterruptedException {
    FinalResult result =
        training(plan(1, 1, finalist(1)), Optional.empty(), PNASListener.NONE).train();
    try (TrainedEnsemble ensemble = result.ensemble()) {
      TrainedEnsemble.Member only = ensemble.members().get(0);
      assertEquals(1, ensemble.members().size());
      assertEquals(1, only.weight());
      assertEquals(1, ensemble.temperature());
      assertTrue(only.temperature() != 1);
      assertEquals(
          only.network().accuracy(images.validation()),
          result.first().accuracy().orElseThrow(),
          1e-12);
      assertTrue(
          result.first().loss().orElseThrow()
              <= only.network().evaluate(images.validation()).loss());
      float[][] plain = only.network().probabilities(pixels);
      float[][] calibrated = ensemble.probabilities(pixels);
      for (int i = 0; i < plain.length; i++) {
        double[] powers = new double[10];
        for (int k = 0; k < 10; k++) {
          powers[k] = Math.pow(plain[i][k], 1 / only.temperature());
        }
        double sum = Arrays.stream(powers).sum();
        for (int k = 0; k < 10; k++) {
          assertEquals(powers[k] / sum, calibrated[i][k], 1e-5);
        }
      }
    }
  }

  @Test
  void howManyTrainAtOnceChangesNothing() throws InterruptedException {
    Finalist[] three = {finalist(1), finalist("p:max3x3+p:identity", 2, RECIPE), finalist(3)};
    FinalResult one = training(plan(2, 1, three), Optional.empty(), PNASListener.NONE).train();
    FinalResult two =
        training(plan(2, 2, three), Optional.of(directory), PNASListener.NONE).train();
    assertSame(one, two);
    long full = one.standings().stream().filter(s -> s.epochs() == 4).count();
    long quarter = one.standings().stream().filter(s -> s.epochs() == 1).count();
    assertEquals(2, full);
    assertEquals(1, quarter);
    one.ensemble().close();
    two.ensemble().close();
  }

  @Test
  void whoIsBestAfterAQuarterGoesOn() throws InterruptedException {
    Recipe longer = RECIPE.toBuilder().optEpochs(8).optBatchSize(8).build();
    // Its rate is so small that it learns next to nothing.
    Finalist poor =
        finalist("p:max3x3+p:sep3x3", 1, longer.toBuilder().optLearningRate(1e-6).build());
    Finalist good = finalist("p:max3x3+p:sep3x3", 2, longer);
    FinalResult result =
        training(plan(1, 2, poor, good), Optional.empty(), PNASListener.NONE).train();
    assertEquals(good, result.first().finalist());
    assertEquals(List.of(2, 8), result.standings().stream().map(s -> s.epochs()).toList());
    assertEquals(List.of(0.0, 1.0), result.standings().stream().map(s -> s.weight()).toList());
    result.ensemble().close();
  }

  @Test
  void anInterruptedTrainingGoesOnToTheSameEnd() throws InterruptedException, IOException {
    FinalPlan plan = plan(1, 2, finalist(1), finalist(2));
    FinalResult whole = training(plan, Optional.empty(), PNASListener.NONE).train();
    PNASListener stopper =
        new PNASListener() {
          @Override
          public void finalEpochFinished(Finalist finalist, int epoch, int epochs, double loss) {
            if (epoch == 3) {
              throw new IllegalStateException("stopped");
            }
          }
        };
    assertThrows(
        IllegalStateException.class, () -> training(plan, Optional.of(directory), stopper).train());
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(3, files.count(), "two rungs and the one that went on");
    }
    List<Integer> epochs = new ArrayList<>();
    PNASListener counter =
        new PNASListener() {
          @Override
          public void finalEpochFinished(Finalist finalist, int epoch, int count, double loss) {
            epochs.add(epoch);
          }
        };
    FinalResult resumed = training(plan, Optional.of(directory), counter).train();
    assertSame(whole, resumed);
    assertEquals(List.of(3, 4), epochs, "the second was the last that was saved");
    whole.ensemble().close();
    resumed.ensemble().close();
  }

  /** Each look at the clock is a second later: an epoch takes one, and 3 are left after two. */
  @Test
  void epochsThatFitIntoTheTimeAreDecidedOnTheWayAndRepeated() throws InterruptedException {
    FinalPlan plan = plan(1, 2, finalist(1), finalist(2));
    Map<String, Course> decided = new TreeMap<>();
    AtomicInteger clock = new AtomicInteger();
    Courses timed =
        new TimedCourses(
            clock::getAndIncrement,
            () -> 3,
            0,
            (finalist, course) -> decided.put(finalist.fileName(), course));
    FinalResult first = training(plan, Optional.of(directory), timed, PNASListener.NONE).train();
    Course course = decided.get(first.first().finalist().fileName());
    assertEquals(1, decided.size());
    assertEquals(course.epochs(), first.first().epochs());
    assertTrue(course.epochs() > 4, course.toString());
    Courses known =
        finalist -> decided.getOrDefault(finalist.fileName(), Courses.PLANNED.of(finalist));
    FinalResult again = training(plan, Optional.empty(), known, PNASListener.NONE).train();
    assertSame(first, again);
    first.ensemble().close();
    again.ensemble().close();
  }

  @Test
  void withoutImagesToCompareOnAllCountTheSame() throws InterruptedException {
    FinalPlan plan =
        new FinalPlan(
            List.of(finalist(1), finalist(2), finalist(3)), 2, ViewChoice.PLAIN, 0, 0, 2, 1);
    assertFalse(plan.hasRace());
    FinalResult result = training(plan, Optional.empty(), PNASListener.NONE).train();
    try (TrainedEnsemble ensemble = result.ensemble()) {
      assertEquals(
          List.of(0.5, 0.5),
          ensemble.members().stream().map(TrainedEnsemble.Member::weight).toList());
      assertEquals(2, result.standings().size());
      float[][] first = ensemble.members().get(0).network().probabilities(pixels);
      float[][] second = ensemble.members().get(1).network().probabilities(pixels);
      float[][] both = ensemble.probabilities(pixels);
      for (int k = 0; k < 10; k++) {
        assertEquals((first[0][k] + second[0][k]) / 2, both[0][k], 1e-6);
      }
    }
  }

  @Test
  void oneThatDivergesIsLeftOutAndTold() throws InterruptedException {
    Finalist wild =
        finalist("p:sep3x3+p:max3x3", 1, RECIPE.toBuilder().optLearningRate(1e30).build());
    FinalResult result =
        training(plan(2, 2, wild, finalist(2)), Optional.empty(), PNASListener.NONE).train();
    assertEquals(1, result.ensemble().members().size());
    assertTrue(
        result.standings().get(0).failure().orElseThrow().contains("the loss became"),
        result.standings().toString());
    result.ensemble().close();
    IllegalStateException none =
        assertThrows(
            IllegalStateException.class,
            () ->
                training(plan(1, 1, wild), Optional.empty(), PNASListener.NONE).train().ensemble());
    assertTrue(none.getMessage().contains("the loss became"), none.getMessage());
  }

  @Test
  void severalThreadsGiveTheSameNetworkEachTime() throws InterruptedException {
    Recipe step = RECIPE.toBuilder().optEpochs(1).optBatchSize(128).build();
    Finalist finalist = finalist("p:max3x3+p:identity", 1, step);
    FinalPlan plan = new FinalPlan(List.of(finalist), 1, ViewChoice.PLAIN, 0, 0, 1, 2);
    FinalResult one = training(plan, Optional.empty(), PNASListener.NONE).train();
    FinalResult other = training(plan, Optional.empty(), PNASListener.NONE).train();
    assertSame(one, other);
    one.ensemble().close();
    other.ensemble().close();
  }
}
