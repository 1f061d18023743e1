package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.store.Study;
import io.github.tribuopnas.training.FinalOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** Who may write a run directory. */
@Tag("slow")
class SearchRunTest {

  @TempDir Path directory;

  /** What a second process would see while final networks are trained. */
  @Test
  void nobodyElseContinuesARunBeforeItsOutcomeIsClosed() throws Exception {
    MutableDataset<Label> bars = Bars.dataset(20, 1);
    List<Boolean> held = new ArrayList<>();
    PNASListener listener =
        new PNASListener() {
          @Override
          public void finalEpochFinished(Finalist finalist, int epoch, int epochs, double loss) {
            held.add(driver().isPresent());
          }
        };
    try (SearchOutcome outcome = trainer().search(bars, listener, SearchRun.in(directory))) {
      outcome.model().close();
      assertEquals(List.of(true), held);
      TrialStoreException refused =
          assertThrows(
              TrialStoreException.class,
              () -> trainer().search(bars, PNASListener.NONE, SearchRun.in(directory)));
      assertTrue(refused.getMessage().contains("is in use by process"), refused.getMessage());
    }
    assertEquals(Optional.empty(), driver());
  }

  private static PNASTrainer trainer() {
    return Bars.trainer()
        .optTraining(Bars.TRAINING.withFinalEpochs(1))
        .optFinals(new FinalOptions().withValidationFraction(0))
        .build();
  }

  private Optional<String> driver() {
    return Study.read(directory.resolve(SearchRun.STUDY), SearchRun.space()).driver();
  }
}
