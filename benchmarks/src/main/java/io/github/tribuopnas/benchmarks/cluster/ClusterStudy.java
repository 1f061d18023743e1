package io.github.tribuopnas.benchmarks.cluster;

import io.github.tribuopnas.benchmarks.lines.OutputFile;
import io.github.tribuopnas.search.Search;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.SqliteTrialStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a cluster of many workers does with its time: the real loop, strategies and store, with
 * workers, trials and restarts made up.
 */
@Command(
    name = "cluster",
    description =
        "Idle time, overhead and size of the store of a search on a made-up cluster, whose workers"
            + " and driver are lost now and then.")
public final class ClusterStudy implements Callable<Integer> {

  private static final double MEGA = 1e6;
  private static final double PERCENT = 100;
  private static final double MINUTES = 60;
  private static final String HEADER =
      "form,workers,trials,hours,idle,idleAtEnd,lost,absent,overhead,driverRestarts,workersLost,storeBytes";

  /** Held, since java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  @Option(names = "--workers", paramLabel = "N", description = "How many workers.")
  private int workers = 1000;

  @Option(
      names = "--trials-per-worker",
      paramLabel = "N,...",
      split = ",",
      description = "Trials in all, for each worker; several give a line each.")
  private List<Integer> trialsPerWorker = List.of(8, 16);

  @Option(
      names = "--forms",
      paramLabel = "NAME,...",
      split = ",",
      description = "levels, rungs, levels-ahead, rungs-ahead, one-batch.")
  private List<String> forms =
      List.of("levels", "rungs", "levels-ahead", "rungs-ahead", "one-batch");

  @Option(
      names = "--part",
      paramLabel = "N",
      description = "Cells that the forms -ahead ask together, for each worker.")
  private double part = 2;

  @Option(
      names = "--ahead",
      paramLabel = "N",
      description = "Cells that may be open when these forms ask the next, for each worker.")
  private double ahead = 6;

  @Option(names = "--trial-hours", paramLabel = "H", description = "Mean time of a full training.")
  private double trialHours = 2;

  @Option(
      names = "--deviation",
      paramLabel = "S",
      description = "Standard deviation of the logarithm of a trial's time.")
  private double deviation = 0.25;

  @Option(names = "--losses", paramLabel = "P", description = "Workers lost in an hour.")
  private double losses = 0.05;

  @Option(
      names = "--replacement-minutes",
      paramLabel = "M",
      description = "Time until a lost worker is replaced.")
  private double replacement = 10;

  @Option(
      names = "--restart-hours",
      paramLabel = "H",
      description = "Time between two restarts of the driver.")
  private double restarts = 24;

  @Option(
      names = "--downtime-minutes",
      paramLabel = "M",
      description = "Time that a restart of the driver takes.")
  private double downtime = 5;

  @Option(
      names = "--made-up-predictions",
      description = "Choose cells at random: quick, but the driver's own time is then none.")
  private boolean isMadeUp;

  @Option(names = "--seed", paramLabel = "SEED", description = "Seed of search and cluster.")
  private long seed = 1;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Also write the table here.")
  private @Nullable Path csv;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    TRIBUO.setLevel(Level.WARNING);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "| form | trials for each worker | hours | idle | of it at the end | lost | absent | driver"
            + " | restarts | store |");
    out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (String form : forms) {
      for (int each : trialsPerWorker) {
        lines.add(run(SearchForm.parse(form), each, out));
      }
    }
    if (csv != null) {
      Files.write(csv, lines, StandardCharsets.UTF_8);
    }
    return 0;
  }

  private String run(SearchForm form, int each, PrintWriter out)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("pnas-cluster");
    Path file = directory.resolve("study.db");
    try {
      SimulatedCluster cluster =
          new SimulatedCluster(
              new ClusterPlan(
                  workers,
                  trialHours,
                  deviation,
                  losses,
                  replacement / MINUTES,
                  restarts,
                  downtime / MINUTES),
              isMadeUp ? () -> 0 : ClusterStudy::processorNanos,
              seed);
      int trials = search(form, each * workers, cluster, file);
      ClusterTimes times = cluster.times();
      long bytes = Files.size(file);
      out.printf(
          Locale.ROOT,
          "| %s | %d | %.1f | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.3f %% | %d | %.1f MB |%n",
          form.text(),
          each,
          cluster.hours(),
          PERCENT * times.idle(),
          PERCENT * times.idleAtEnd() / times.all(),
          PERCENT * times.lost() / times.all(),
          PERCENT * times.absent() / times.all(),
          PERCENT * times.overhead() / times.all(),
          times.driverRestarts(),
          bytes / MEGA);
      out.flush();
      return String.format(
          Locale.ROOT,
          "%s,%d,%d,%.3f,%.5f,%.5f,%.5f,%.5f,%.6f,%d,%d,%d",
          form.text(),
          workers,
          trials,
          cluster.hours(),
          times.idle(),
          times.idleAtEnd() / times.all(),
          times.lost() / times.all(),
          times.absent() / times.all(),
          times.overhead() / times.all(),
          times.driverRestarts(),
          times.workersLost(),
          bytes);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(directory);
    }
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private int ofEach(double number) {
    return Math.max(1, (int) Math.round(number * workers));
  }

  /** Searches, and goes on after each restart as a new process would; returns how many trials. */
  private int search(SearchForm form, int trials, SimulatedCluster cluster, Path file)
      throws InterruptedException {
    while (true) {
      try (SqliteTrialStore<Cell> store =
          SqliteTrialStore.<Cell>builder()
              .setFile(file)
              .setSpace(SearchForm.space())
              .setContext(new TrialContext("none", "none", "none", seed))
              .open()) {
        return Search.<Cell>builder()
            .setStrategy(
                form.strategy(
                    trials,
                    ofEach(part),
                    ofEach(ahead),
                    () -> isMadeUp ? new MadeUpSurrogate() : SearchForm.learning(seed),
                    seed))
            .setExecutor(cluster)
            .optStore(store)
            .build()
            .run()
            .trials()
            .size();
      } catch (DriverRestart restart) {
        // The loop begins anew with what the store has.
        continue;
      }
    }
  }
}
