package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.execution.ExecutorSetup;
import io.github.tribuopnas.objective.ObjectiveOptions;
import io.github.tribuopnas.objective.ServedMeasure;
import io.github.tribuopnas.objective.ServedObjectives;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.DigitTrials;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidateSearchTest {

  private final AtomicBoolean closed = new AtomicBoolean();

  /** Notes that it is closed. */
  private final class Executor implements TrialExecutor<Cell> {
    @Override
    public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback) {
      throw new IllegalStateException("nothing is to be trained");
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  private static final SearchStrategy<Cell> NOTHING =
      new SearchStrategy<>() {
        @Override
        public List<Proposal<Cell>> ask() {
          return List.of();
        }

        @Override
        public void tell(List<Trial<Cell>> trials) {}
      };

  /** An executor holds processes and files, or a whole cluster. */
  @Test
  void theExecutorIsClosedIfLatenciesCannotBeRead(@TempDir Path directory) throws Exception {
    Path phone = Files.writeString(directory.resolve("phone.csv"), "no latencies\n");
    ObjectiveOptions options =
        new ObjectiveOptions().withMinimize(ServedMeasure.LATENCY).withLatencyDevice(phone);
    CandidateSearch search =
        new CandidateSearch(
            SearchRun.IN_MEMORY,
            new ExecutorSetup(
                DigitTrials.CONTEXT,
                DigitTrials.SPLIT,
                new ExecutionOptions(),
                DeviceChoice.parse("cpu"),
                Optional.empty()),
            setup -> new Executor(),
            new ServedObjectives(options, null),
            DigitTrials.NETWORK);
    assertThrows(
        UncheckedIOException.class,
        () -> search.search(NOTHING, List.of(Objective.ACCURACY), PNASListener.NONE));
    assertTrue(closed.get());
  }
}
