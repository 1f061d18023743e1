package io.github.tribuopnas.execution.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.execution.SearchOfRungs;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.DigitTrials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search of rungs in a pool of which twenty workers are killed. */
@Tag("slow")
class WorkerKillsTest {

  @TempDir Path directory;

  private List<Trial<Cell>> search(int workers) throws InterruptedException {
    try (WorkerPool pool =
        WorkerPool.builder()
            .setContext(DigitTrials.CONTEXT)
            .setImages(DigitTrials.SPLIT)
            .setDirectory(directory)
            .optWorkers(workers)
            .optMainClass(MortalWorker.class.getName())
            .build()) {
      return SearchOfRungs.run(pool);
    }
  }

  @Test
  void twentyWorkersAreKilledInASearchAndNoTrialIsCountedTwiceNorElse()
      throws InterruptedException, IOException {
    List<Trial<Cell>> undisturbed = search(1);
    Path kills = Files.createDirectory(directory.resolve(MortalWorker.DIRECTORY));
    // With two at a time both might see the last kill left, and one too many would die.
    List<Trial<Cell>> trials = search(1);
    assertEquals(MortalWorker.KILLS, kills.toFile().list().length);
    assertEquals(SearchOfRungs.found(undisturbed), SearchOfRungs.found(trials));
    assertEquals(
        trials.size() + MortalWorker.KILLS,
        trials.stream().mapToInt(trial -> trial.run().attempt()).sum());
  }
}
