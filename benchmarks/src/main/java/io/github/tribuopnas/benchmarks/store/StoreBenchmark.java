package io.github.tribuopnas.benchmarks.store;

import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.baseline.RandomSearch;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.store.SqliteTrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** {@code study.db}: a trial made durable, and a search opened again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(1)
public class StoreBenchmark {

  private static final int BATCH = 10;

  /** Trials. */
  @Param({"1000", "10000"})
  public int count;

  private final CellSpace space = CellSpace.builder().setBlocks(Cell.MAX_BLOCKS).build();
  private Path directory;
  private Path full;
  private List<List<Proposal<Cell>>> batches;
  private int made;

  /**
   * Asks for trials, and stores all of them.
   *
   * @throws IOException if the temporary directory cannot be written
   * @throws InterruptedException if the thread was interrupted
   */
  @Setup
  public void fill() throws IOException, InterruptedException {
    directory = Files.createTempDirectory("store");
    full = directory.resolve("full.db");
    RandomSearch<Cell> strategy =
        new RandomSearch<>(
            StrategySetup.<Cell>of(space, new StrategyOptions().withRefitEvery(BATCH), 1)
                .withBudget(count));
    batches = new ArrayList<>();
    for (List<Proposal<Cell>> asked = strategy.ask(); !asked.isEmpty(); asked = strategy.ask()) {
      batches.add(asked);
      strategy.tell(asked.stream().map(StoreBenchmark::measured).toList());
    }
    append(full, batches);
  }

  private static Trial<Cell> measured(Proposal<Cell> proposal) {
    return Trial.complete(proposal, Metrics.NONE.with(Metrics.ACCURACY, 0.5));
  }

  private SqliteTrialStore<Cell> open(Path file) throws InterruptedException {
    return SqliteTrialStore.<Cell>builder()
        .setFile(file)
        .setSpace(space)
        .setContext(new TrialContext("none", "none", "none", 1))
        .open();
  }

  private void append(Path file, List<List<Proposal<Cell>>> some) throws InterruptedException {
    try (SqliteTrialStore<Cell> store = open(file)) {
      int number = 0;
      for (List<Proposal<Cell>> batch : some) {
        store.startBatch(number++, batch);
        batch.forEach(proposal -> store.append(measured(proposal)));
      }
    }
  }

  /**
   * Deletes the stores.
   *
   * @throws IOException if that fails
   */
  @TearDown
  public void delete() throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  /**
   * Stores all trials, each durable before the next; the disk is part of what is measured.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  @Benchmark
  public void append() throws InterruptedException {
    append(directory.resolve("store-" + made++ + ".db"), batches);
  }

  /**
   * Opens a store with all trials and reads them, as a search that goes on does.
   *
   * @return how many there were
   * @throws InterruptedException if the thread was interrupted
   */
  @Benchmark
  public int resume() throws InterruptedException {
    try (SqliteTrialStore<Cell> store = open(full)) {
      return store.trials().size() + store.batches().size();
    }
  }
}
