package io.github.tribuopnas.training.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourseTest {

  private static final Recipe RECIPE =
      Recipe.builder().optEpochs(4).optBatchSize(32).optDropPath(0.3).build();
  private static final PackedImages IMAGES = DigitImages.load().train().images().limit(96, 1);
  private static final NetworkSpec NETWORK =
      Setting.PROXY
          .of(Cell.parse("p:sep3x3+p:max3x3"))
          .optRepeats(1)
          .optFilters(4)
          .optStemMultiplier(1)
          .optImage(IMAGES.format().shape())
          .optClasses(10)
          .build();

  private static long[] ofRecipe(Course course, int stepsPerEpoch) {
    return LongStream.range(0, (long) course.epochs() * stepsPerEpoch)
        .map(step -> course.ofRecipe(step, stepsPerEpoch))
        .toArray();
  }

  @Test
  void withoutATurnStepsAreThoseOfTheRecipe() {
    assertArrayEquals(LongStream.range(0, 12).toArray(), ofRecipe(Course.of(RECIPE), 3));
  }

  @Test
  void whatIsLeftIsSpreadOverTheEpochsThatAreLeft() {
    // After 2 of 4 epochs of 3 steps there are 4 more: every step stands for half a step.
    assertArrayEquals(
        new long[] {0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 11},
        ofRecipe(Course.of(RECIPE).turned(2, 6), 3));
    // Or one more, in which every step stands for two.
    assertArrayEquals(
        new long[] {0, 1, 2, 3, 4, 5, 6, 8, 10}, ofRecipe(Course.of(RECIPE).turned(2, 3), 3));
  }

  @Test
  void turnsFollowOneAnother() {
    // Half of the recipe over 2 epochs of 2 steps; a quarter over the next two of then 6; a
    // quarter over one.
    assertArrayEquals(
        new long[] {0, 1, 2, 3, 4, 5, 5, 6, 6, 7},
        ofRecipe(Course.of(RECIPE).turned(2, 6).turned(4, 5), 2));
  }

  @Test
  void turnsComeInTheirOrderBeforeTheEnd() {
    Course course = Course.of(RECIPE).turned(2, 5);
    assertEquals(5, course.epochs());
    assertThrows(IllegalArgumentException.class, () -> course.turned(1, 6));
    assertThrows(IllegalArgumentException.class, () -> course.turned(5, 6));
    assertThrows(IllegalArgumentException.class, () -> course.turned(3, 3));
    assertThrows(IllegalArgumentException.class, () -> new Course(0, List.of()));
  }

  private static NetworkTraining.Builder training() {
    return NetworkTraining.builder().setNetwork(NETWORK).setRecipe(RECIPE);
  }

  private static float[][] probabilities(NetworkTraining training) throws InterruptedException {
    try (TrainedNetwork network = training.train(IMAGES, 7)) {
      float[] pixels = new float[IMAGES.format().pixels()];
      IMAGES.copyRaw(0, pixels);
      return network.probabilities(new float[][] {pixels});
    }
  }

  @Test
  void anInterruptedTrainingKeepsItsTurns(@TempDir Path directory) throws InterruptedException {
    List<String> epochs = new ArrayList<>();
    Course[] decided = new Course[1];
    Pace pace =
        (epoch, course) -> {
          decided[0] = epoch == 2 ? course.turned(2, 6) : course;
          return decided[0];
        };
    float[][] whole =
        probabilities(
            training()
                .optPace(pace)
                .optListener((epoch, all, loss) -> epochs.add(epoch + "/" + all))
                .build());
    assertEquals(List.of("1/4", "2/6", "3/6", "4/6", "5/6", "6/6"), epochs);

    CheckpointFile file = new CheckpointFile(directory.resolve("training"));
    NetworkTraining stopped =
        training()
            .optCheckpoints(file, 1)
            .optPace(pace)
            .optListener(
                (epoch, all, loss) -> {
                  if (epoch == 4) {
                    throw new IllegalStateException("stopped");
                  }
                })
            .build();
    assertThrows(IllegalStateException.class, () -> stopped.train(IMAGES, 7));
    Course known = Course.of(RECIPE).turned(2, 6);
    assertArrayEquals(
        whole, probabilities(training().optCheckpoints(file, 1).optCourse(known).build()));
    assertArrayEquals(whole, probabilities(training().optCourse(known).build()));
    assertFalse(Arrays.deepEquals(whole, probabilities(training().build())));
  }
}
