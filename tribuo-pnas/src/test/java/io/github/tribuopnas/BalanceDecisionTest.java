package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.BalanceTest;
import io.github.tribuopnas.training.ClassBalance;
import io.github.tribuopnas.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BalanceDecisionTest {

  private static final Cell CELL = Cell.parse("p:conv3x3+p:identity");

  private static final TrainingOptions TRAINING =
      new TrainingOptions().withFilters(4).withEpochs(12).withBatchSize(16);

  private static PackedImages digits;

  private final List<String> told = new ArrayList<>();

  @TempDir Path directory;

  @BeforeAll
  static void read() {
    digits = DigitImages.load().train().images();
  }

  /** Returns so many zeros, ones and twos. */
  private static TrainerRun run(int zeros, int ones, int twos) {
    int[] left = {zeros, ones, twos};
    int[] chosen =
        IntStream.range(0, digits.size())
            .filter(i -> digits.label(i) < left.length && left[digits.label(i)]-- > 0)
            .toArray();
    PackedImages some = digits.select(chosen);
    ImageDataset none = DigitImages.load().train();
    PNASTrainer trainer =
        PNASTrainer.builder().setFormat(digits.format()).optTraining(TRAINING).build();
    return trainer.begin(none, java.util.Map.of(), 0).withImages(some);
  }

  private BalanceDecision.Decided decide(
      TrainingOptions training, TrainerRun run, int folds, SearchRun searchRun, Objective sought)
      throws InterruptedException {
    return new BalanceDecision(training, run, folds, Device.cpu(), 2, searchRun.telling(told::add))
        .decide(CELL, sought);
  }

  private ClassBalance balance(BalanceDecision.Decided decided) {
    return decided.training().winnerRecipe(8).balance();
  }

  @Test
  void oneInTwentyIsDecidedByTheImagesLeftOut() throws InterruptedException, IOException {
    TrainerRun run = run(100, 100, 5);
    BalanceDecision.Decided crossed =
        decide(TRAINING, run, 3, SearchRun.in(directory), Objective.ACCURACY);
    BalanceTest test = crossed.test().orElseThrow();
    assertEquals(205, test.images(), "each image is judged once");
    assertEquals(test.chosen(), balance(crossed));
    assertEquals(1, told.size());
    assertTrue(told.get(0).startsWith("balance: " + test.chosen().text()), told.get(0));
    try (Stream<Path> files = Files.list(directory.resolve(SearchRun.FINAL))) {
      assertEquals(6, files.count(), "two networks for each of three parts");
    }
    BalanceDecision.Decided again =
        decide(TRAINING, run, 3, SearchRun.in(directory), Objective.ACCURACY);
    assertEquals(crossed.test(), again.test(), "what was trained is not trained again");
    BalanceDecision.Decided inMemory =
        decide(TRAINING, run, 3, SearchRun.IN_MEMORY, Objective.ACCURACY);
    assertEquals(crossed.test(), inMemory.test(), "and where it is kept changes nothing");
  }

  @Test
  void whatIsBalancedOrDecidedIsNotTested() throws InterruptedException {
    BalanceDecision.Decided even =
        decide(TRAINING, run(40, 40, 10), 0, SearchRun.IN_MEMORY, Objective.ACCURACY);
    assertTrue(even.test().isEmpty());
    assertEquals(TRAINING, even.training());
    TrainingOptions sampling = TRAINING.withBalance(ClassBalance.SAMPLING);
    BalanceDecision.Decided given =
        decide(sampling, run(100, 100, 7), 0, SearchRun.IN_MEMORY, Objective.ACCURACY);
    assertEquals(ClassBalance.SAMPLING, balance(given));
    assertTrue(told.isEmpty(), told::toString);
  }

  @Test
  void whereImagesCannotTellTheirNumbersDo() throws InterruptedException {
    BalanceDecision.Decided few =
        decide(TRAINING, run(100, 100, 7), 0, SearchRun.IN_MEMORY, Objective.ACCURACY);
    assertTrue(few.test().isEmpty(), "one or two of the seven are validation images");
    assertEquals(
        ClassBalance.LOGIT_ADJUSTMENT,
        balance(few).decided(new int[] {100, 100, 7}),
        "as in the search");
    assertTrue(told.get(0).contains("too few images of a class"), told.get(0));
  }

  @Test
  void theLossOverAllImagesIsLeastWithoutWeights() throws InterruptedException {
    BalanceDecision.Decided loss =
        decide(TRAINING, run(100, 100, 7), 0, SearchRun.IN_MEMORY, Objective.LOSS);
    assertFalse(loss.test().isPresent());
    assertEquals(ClassBalance.NONE, balance(loss));
  }
}
