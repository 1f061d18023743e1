package io.github.tribuopnas.surrogate.prior;

import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.store.Study;
import java.nio.file.Path;
import java.util.List;

/**
 * The trials of a search on other images. A beam was chosen, so that its cells are better than
 * random ones; as only differences within a run and a level are learned, that does not matter.
 */
public final class PriorRun {

  private PriorRun() {}

  /**
   * Reads the complete trials of full fidelity.
   *
   * @param study the store of the run
   * @return the trials, whose source is the path
   * @throws io.github.tribuopnas.search.TrialStoreException if there is no study in that file
   */
  public static List<EarlierTrial> read(Path study) {
    CellSpace all =
        CellSpace.builder()
            .setBlocks(Cell.MAX_BLOCKS)
            .optOperations(List.of(Operation.values()))
            .build();
    return Study.read(study, all).ordered().stream()
        .filter(trial -> trial.isComplete() && trial.proposal().fidelity().equals(Fidelity.FULL))
        .filter(trial -> Double.isFinite(trial.metrics().get(Metrics.LOSS)))
        .map(trial -> earlier(study.toString(), trial))
        .toList();
  }

  private static EarlierTrial earlier(String source, Trial<Cell> trial) {
    return new EarlierTrial(
        source,
        trial.architecture(),
        trial.metrics().get(Metrics.ACCURACY),
        trial.metrics().get(Metrics.LOSS));
  }
}
