package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.search.trial.TrialRun;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.SqliteTrialStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReusedRunsTest {

  private static final TrialContext CONTEXT = new TrialContext("N=1", "2 epochs", "4f2a", 7);
  private static final Cell COMPLETE = Cell.parse("p:identity+pp:avg3x3");
  private static final Cell FAILED = Cell.parse("p:max3x3+pp:avg3x3");

  @TempDir Path directory;

  private final List<String> notices = new ArrayList<>();

  @BeforeEach
  void study() throws Exception {
    Files.createDirectories(directory.resolve("a"));
    try (SqliteTrialStore<Cell> store =
        SqliteTrialStore.<Cell>builder()
            .setFile(directory.resolve("a").resolve(SearchRun.STUDY))
            .setSpace(SearchRun.space())
            .setContext(CONTEXT)
            .open()) {
      Proposal<Cell> complete = Proposal.unpredicted(COMPLETE, 1);
      Proposal<Cell> failed = Proposal.unpredicted(FAILED, 1);
      store.startBatch(0, List.of(complete, failed));
      store.append(
          Trial.complete(complete, Metrics.NONE.with(Metrics.ACCURACY, 0.75))
              .withRun(new TrialRun("worker-2", "gpu:1", 2, List.of(0.5, 0.75))));
      store.append(Trial.failed(failed, "the loss became NaN", Metrics.NONE));
    }
  }

  private Map<TrialKey<Cell>, Trial<Cell>> answers(TrialContext context, String... runs) {
    return new ReusedRuns(List.of(runs).stream().map(directory::resolve).toList(), notices::add)
        .answers(context);
  }

  @Test
  void whatIsCompleteIsTakenWithItsSource() {
    Map<TrialKey<Cell>, Trial<Cell>> answers = answers(CONTEXT, "a");
    TrialKey<Cell> key = new TrialKey<>(COMPLETE, Fidelity.FULL);
    assertEquals(Set.of(key), answers.keySet());
    assertEquals(0.75, Objective.ACCURACY.value(answers.get(key)));
    assertEquals(
        new TrialRun("taken from " + directory.resolve("a"), "gpu:1", 1, List.of(0.5, 0.75)),
        answers.get(key).run());
    assertEquals(List.of(directory.resolve("a") + ": 1 answers can be taken over"), notices);
  }

  @Test
  void nothingOfAnotherNetworkRecipeImagesOrSeedIsTaken() {
    for (Map.Entry<String, TrialContext> other :
        Map.of(
                "network", new TrialContext("N=2", "2 epochs", "4f2a", 7),
                "recipe", new TrialContext("N=1", "3 epochs", "4f2a", 7),
                "data or split", new TrialContext("N=1", "2 epochs", "4f2b", 7),
                "seed", new TrialContext("N=1", "2 epochs", "4f2a", 8))
            .entrySet()) {
      notices.clear();
      assertEquals(Map.of(), answers(other.getValue(), "a"));
      assertTrue(notices.get(0).endsWith("of another " + other.getKey()), notices.get(0));
    }
  }

  @Test
  void aDirectoryWithoutARunIsRefused() {
    TrialStoreException refusal =
        assertThrows(TrialStoreException.class, () -> answers(CONTEXT, "a", "b"));
    assertTrue(refusal.getMessage().contains("does not exist"), refusal.getMessage());
  }
}
