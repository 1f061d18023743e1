package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class CrossedFinalsTest {

  private static final int IMAGES = 60;

  private static ImageDataset digits;

  @TempDir Path directory;

  @BeforeAll
  static void read() {
    digits = DigitImages.load().train().limit(IMAGES, 1);
  }

  private static PNASTrainer trainer(FinalOptions finals) {
    return PNASTrainer.builder()
        .setFormat(digits.format())
        .optSpace(new SpaceOptions().withBlocks(1))
        .optStrategy(new StrategyOptions().withFirstLevel(1))
        .optTraining(
            new TrainingOptions()
                .withFilters(4)
                .withEpochs(1)
                .withFinalEpochs(8)
                .withBatchSize(16)
                .withOverride("refuse-chance", "false"))
        .optFinals(finals)
        .build();
  }

  private static FinalOptions contested() {
    return new FinalOptions().withContenders(List.of("resnet"));
  }

  private static FinalResult finals(SearchRun run, FinalOptions finals)
      throws InterruptedException {
    try (SearchOutcome outcome = trainer(finals).search(digits, PNASListener.NONE, run)) {
      outcome.model().close();
      return outcome.finals();
    }
  }

  @Test
  void fewImagesCompareAndCalibrateByNetworksThatHaveNotSeenThem() throws Exception {
    List<String> told = new ArrayList<>();
    FinalResult kept = finals(SearchRun.in(directory).telling(told::add), contested());
    assertEquals(0, kept.heldOut());
    assertEquals(5, kept.folds());
    assertEquals(2, kept.standings().size());
    FinalResult.Standing best = kept.first();
    assertEquals(1, best.weight());
    assertEquals(8, best.epochs());
    assertTrue(best.temperature() != 1);
    assertEquals(0.1, best.finalist().recipe().labelSmoothing(), "a temperature is fitted");
    double right = best.accuracy().orElseThrow() * IMAGES;
    assertEquals(Math.rint(right), right, 1e-9, "each image is judged once");
    FinalResult.Standing other =
        kept.standings().stream().filter(one -> one.weight() == 0).findFirst().orElseThrow();
    assertEquals(2, other.epochs(), "the other was given up after a quarter");
    // Twice five parts for a quarter, five of the best, and the model.
    assertEquals(2, told.stream().filter(line -> line.contains(" 2 epochs without each")).count());
    assertEquals(1, told.stream().filter(line -> line.contains(" 8 epochs without each")).count());
    try (Stream<Path> files = Files.list(directory.resolve(SearchRun.FINAL))) {
      assertEquals(16, files.count());
    }
    assertEquals(
        kept.standings(), finals(SearchRun.IN_MEMORY, contested()).standings(), "kept or not");
  }

  @Test
  void theModelDoesNotDependOnWhetherItIsTested() throws Exception {
    FinalOptions three = new FinalOptions();
    FinalResult untested = finals(SearchRun.IN_MEMORY, three);
    try (SearchOutcome outcome =
        trainer(three).search(digits, PNASListener.NONE, SearchRun.in(directory).crossing(2))) {
      outcome.model().close();
      assertEquals(untested.standings(), outcome.finals().standings());
      assertEquals(5, outcome.finals().folds());
      assertEquals(IMAGES, outcome.crossed().orElseThrow().metrics().images());
    }
  }

  @Test
  void nothingIsTrainedAgainIfNothingIsToBeLeftOut() throws Exception {
    FinalResult all = finals(SearchRun.IN_MEMORY, contested().withValidationFraction(0));
    assertEquals(0, all.folds());
    assertEquals(1, all.standings().size());
    assertEquals(1, all.first().temperature());
    assertTrue(all.first().accuracy().isEmpty());
    assertEquals(0, all.first().finalist().recipe().labelSmoothing());
  }
}
