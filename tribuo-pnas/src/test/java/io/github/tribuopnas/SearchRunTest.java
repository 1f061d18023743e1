package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.store.Study;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write a run directory. */
@Tag("slow")
class SearchRunTest {

  @TempDir Path directory;

  /** What a second process would see while final networks are trained. */
  @Test
  void nobodyElseContinuesARunBeforeItsOutcomeIsClosed() throws Exception {
    ImageDataset digits = DigitImages.load().train().limit(60, 1);
    List<Boolean> held = new ArrayList<>();
    PNASListener listener =
        new PNASListener() {
          @Override
          public void finalEpochFinished(Finalist finalist, int epoch, int epochs, double loss) {
            held.add(driver().isPresent());
          }
        };
    try (SearchOutcome outcome =
        trainer(digits).search(digits, listener, SearchRun.in(directory))) {
      outcome.model().close();
      assertEquals(List.of(true), held);
      TrialStoreException refused =
          assertThrows(
              TrialStoreException.class,
              () -> trainer(digits).search(digits, PNASListener.NONE, SearchRun.in(directory)));
      assertTrue(refused.getMessage().contains("is in use by process"), refused.getMessage());
    }
    assertEquals(Optional.empty(), driver());
  }

  private static PNASTrainer trainer(ImageDataset images) {
    return PNASTrainer.builder()
        .setFormat(images.format())
        .optSpace(new SpaceOptions().withBlocks(1))
        .optStrategy(new StrategyOptions().withFirstLevel(1))
        .optTraining(
            new TrainingOptions()
                .withFilters(4)
                .withEpochs(1)
                .withFinalEpochs(1)
                .withOverride("refuse-chance", "false"))
        .optFinals(new FinalOptions().withValidationFraction(0))
        .build();
  }

  private Optional<String> driver() {
    return Study.read(directory.resolve(SearchRun.STUDY), SearchRun.space()).driver();
  }
}
