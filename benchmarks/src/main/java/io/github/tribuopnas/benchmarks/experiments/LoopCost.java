package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.search.Search;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.TrialExecutor;
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
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a search costs besides its trials: the loop over a store in a file, with an evaluator that
 * costs nothing.
 */
@Command(
    name = "loop-cost",
    description = "Time and disk space per trial of a search whose trials cost nothing.")
final class LoopCost implements Callable<Integer> {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MEGA = 1e6;

  @Option(names = "--trials", paramLabel = "N", description = "How many trials.")
  private int trials = 10_000;

  @Option(names = "--batch", paramLabel = "N", description = "How many are asked at a time.")
  private int batch = 10;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where the store is made; its disk is part of what is measured.")
  private Path directory = Path.of(".");

  @Spec private CommandSpec spec;

  /** Answers at once, from a made-up table. */
  private static final class Table implements TrialExecutor<Cell> {

    @Override
    public void execute(List<Proposal<Cell>> asked, Callback<Cell> callback) {
      for (Proposal<Cell> proposal : asked) {
        SplittableRandom random =
            new SplittableRandom(Seeds.derive(1, proposal.architecture().toString()));
        Metrics metrics =
            Metrics.NONE
                .with(Metrics.ACCURACY, random.nextDouble())
                .with(Metrics.SECONDS, random.nextDouble())
                .with(Metrics.PARAMETERS, random.nextInt(1_000_000))
                .with(Metrics.MULT_ADDS, random.nextInt(1_000_000));
        callback.finished(Trial.complete(proposal, metrics));
      }
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public void close() {}
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = Files.createTempDirectory(directory, "loop-cost").resolve("study.db");
    CellSpace space = CellSpace.builder().setBlocks(Cell.MAX_BLOCKS).build();
    SearchStrategy<Cell> strategy =
        new RandomSearch<>(
            StrategySetup.<Cell>of(space, new StrategyOptions().withRefitEvery(batch), 1)
                .withBudget(trials));
    long start = System.nanoTime();
    long cpu = cpuNanos();
    try (SqliteTrialStore<Cell> store =
        SqliteTrialStore.<Cell>builder()
            .setFile(file)
            .setSpace(space)
            .setContext(new TrialContext("none", "none", "none", 1))
            .open()) {
      Search.<Cell>builder()
          .setStrategy(strategy)
          .setExecutor(new Table())
          .optStore(store)
          .build()
          .run();
      cpu = cpuNanos() - cpu;
    }
    double wall = System.nanoTime() - start;
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d trials: %.3f ms a trial by the clock, %.3f ms of the processor; the store has %.2f"
            + " MB%n",
        trials,
        wall / trials / NANOS_PER_MILLI,
        cpu / NANOS_PER_MILLI / trials,
        Files.size(file) / MEGA);
    out.flush();
    Files.delete(file);
    Files.delete(file.getParent());
    return 0;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
