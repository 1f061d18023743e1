package io.github.tribuopnas.surrogate.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.store.SqliteTrialStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriorRunTest {

  private static final Cell MEASURED = Cell.parse("p:identity+pp:avg3x3");
  private static final Cell WITHOUT_LOSS = Cell.parse("p:max3x3+pp:avg3x3");
  private static final Cell FAILED = Cell.parse("p:max3x3+p:avg3x3");
  private static final Cell BRIEF = Cell.parse("p:max3x3+p:max3x3");

  @TempDir Path directory;

  @Test
  void onlyWhatIsCompleteAndFullyTrainedIsLearnedFrom() throws Exception {
    Path study = directory.resolve("study.db");
    Proposal<Cell> measured = Proposal.unpredicted(MEASURED, 1);
    Proposal<Cell> withoutLoss = Proposal.unpredicted(WITHOUT_LOSS, 1);
    Proposal<Cell> failed = Proposal.unpredicted(FAILED, 1);
    Proposal<Cell> brief = Proposal.unpredicted(BRIEF, 1).withFidelity(new Fidelity(0.5));
    Metrics accuracy = Metrics.NONE.with(Metrics.ACCURACY, 0.75);
    try (SqliteTrialStore<Cell> store =
        SqliteTrialStore.<Cell>builder()
            .setFile(study)
            .setSpace(CellSpace.builder().setBlocks(2).build())
            .setContext(new TrialContext("N=1", "2 epochs", "4f2a", 7))
            .open()) {
      store.startBatch(0, List.of(measured, withoutLoss, failed, brief));
      store.append(Trial.complete(measured, accuracy.with(Metrics.LOSS, 0.5)));
      store.append(Trial.complete(withoutLoss, accuracy));
      store.append(Trial.failed(failed, "the loss became NaN", Metrics.NONE));
      store.append(Trial.complete(brief, accuracy.with(Metrics.LOSS, 0.5)));
    }
    assertEquals(
        List.of(new EarlierTrial(study.toString(), MEASURED, 0.75, 0.5)), PriorRun.read(study));
  }

  @Test
  void aDirectoryWithoutAStudyIsRefused() {
    assertThrows(TrialStoreException.class, () -> PriorRun.read(directory.resolve("study.db")));
  }
}
