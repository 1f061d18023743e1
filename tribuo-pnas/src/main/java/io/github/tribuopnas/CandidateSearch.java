package io.github.tribuopnas;

import io.github.tribuopnas.execution.ExecutorFactory;
import io.github.tribuopnas.execution.ExecutorSetup;
import io.github.tribuopnas.image.SplitFile;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.objective.ServedObjectives;
import io.github.tribuopnas.search.MemoryTrialStore;
import io.github.tribuopnas.search.ReusingExecutor;
import io.github.tribuopnas.search.Search;
import io.github.tribuopnas.search.SearchListener;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.TimedExecutor;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.TrialStore;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.SqliteTrialStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Joins a search to its store, its executor and other runs.
 *
 * @param run where the search is kept
 * @param setup what is trained, on what and how
 * @param executors makes what trains candidates
 * @param objectives what is sought besides accuracy
 * @param served the network that is served; its own cell does not matter
 */
record CandidateSearch(
    SearchRun run,
    ExecutorSetup setup,
    ExecutorFactory executors,
    ServedObjectives objectives,
    NetworkSpec served) {

  /**
   * A search that has ended.
   *
   * @param result what it found
   * @param store its trials; nobody else can write there until it is closed
   */
  record Kept(SearchResult<Cell> result, TrialStore<Cell> store) {}

  /** Runs a search to its end, and leaves its store open. */
  Kept search(SearchStrategy<Cell> strategy, List<Objective> sought, SearchListener<Cell> listener)
      throws InterruptedException {
    TrialContext keys = setup.context().forStore(SplitFile.fingerprint(setup.images()));
    Map<TrialKey<Cell>, Trial<Cell>> known = new ReusedRuns(reused(), run.messages()).answers(keys);
    TrialStore<Cell> store = store(keys);
    try (TrialExecutor<Cell> executor = executor(known, store.trials())) {
      Search.Builder<Cell> search =
          Search.<Cell>builder()
              .setStrategy(strategy)
              .setExecutor(executor)
              .optStore(store)
              .optBudget(setup.options().budget())
              .optObjectives(sought)
              .optListener(listener);
      if (run.retriesFailed()) {
        search.optRetryFailed();
      }
      return new Kept(search.build().run(), store);
    } catch (InterruptedException | RuntimeException | Error e) {
      close(store, e);
      throw e;
    }
  }

  /** Makes what trains, which holds processes or a cluster, and puts before it what spares it. */
  private TrialExecutor<Cell> executor(
      Map<TrialKey<Cell>, Trial<Cell>> known, List<Trial<Cell>> earlier) {
    TrialExecutor<Cell> trains = executors.executor(setup);
    try {
      return new TimedExecutor<>(
          objectives.measuring(
              new ReusingExecutor<>(trains, known), served, earlier, known.values()),
          earlier);
    } catch (RuntimeException | Error e) {
      trains.close();
      throw e;
    }
  }

  /** Closes a store after an exception, which stays the one that is told. */
  static void close(TrialStore<Cell> store, Throwable cause) {
    try {
      store.close();
    } catch (RuntimeException closing) {
      cause.addSuppressed(closing);
    }
  }

  /** Returns the runs to copy trials from; a resumed search skips those that are gone. */
  private List<Path> reused() {
    boolean isBegun = run.directory().filter(CandidateSearch::holdsStudy).isPresent();
    List<Path> reused = new ArrayList<>();
    for (Path other : setup.options().reuse()) {
      if (isBegun && !holdsStudy(other)) {
        run.messages().accept(other + " is gone; what was not taken over yet is trained");
      } else {
        reused.add(other);
      }
    }
    return reused;
  }

  private static boolean holdsStudy(Path directory) {
    return Files.exists(directory.resolve(SearchRun.STUDY));
  }

  private TrialStore<Cell> store(TrialContext context) throws InterruptedException {
    return run.directory().isEmpty()
        ? new MemoryTrialStore<>()
        : SqliteTrialStore.<Cell>builder()
            .setFile(run.directory().get().resolve(SearchRun.STUDY))
            .setSpace(SearchRun.space())
            .setContext(context)
            .open();
  }
}
