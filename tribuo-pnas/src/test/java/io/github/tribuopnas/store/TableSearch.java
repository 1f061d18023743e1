package io.github.tribuopnas.store;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.search.Search;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.TrialStore;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.Sampling;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.baseline.TwoRungs;
import io.github.tribuopnas.search.strategy.economy.EconomicalSearch;
import io.github.tribuopnas.search.strategy.progressive.ProgressiveSearch;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.surrogate.TribuoSurrogate;
import io.github.tribuopnas.surrogate.feature.CellFeatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A search on a made-up table of accuracies, with all that has a state: a fitted surrogate, a beam
 * chosen at random by Thompson sampling, refits within a level, failures.
 */
public final class TableSearch {

  private static final int RUNG = 48;

  private TableSearch() {}

  /**
   * Runs the search over a store in a process of its own, to be killed at any instant.
   *
   * @param arguments the store, a file that takes each key as its evaluation begins, the seed, the
   *     name of the {@link Kind}, and the number of the evaluation, if any, that waits until the
   *     input ends
   */
  public static void main(String[] arguments) throws InterruptedException {
    Logger.getLogger("org.tribuo").setLevel(Level.WARNING);
    Path log = Path.of(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    System.out.println("started");
    try (SqliteTrialStore<Cell> store = Studies.open(Path.of(arguments[0]))) {
      AtomicInteger untilPause =
          new AtomicInteger(arguments.length > 4 ? Integer.parseInt(arguments[4]) : 0);
      run(
          Kind.valueOf(arguments[3]),
          store,
          seed,
          key -> append(log, key, untilPause.decrementAndGet() == 0));
    }
    Runtime.getRuntime().halt(0);
  }

  /** Writes a key as a line. */
  static String line(TrialKey<Cell> key) {
    return key.fidelity().fraction() + " " + key.architecture();
  }

  private static void append(Path log, TrialKey<Cell> key, boolean pause) {
    try {
      Files.writeString(
          log, line(key) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      System.out.println(line(key));
      if (pause) {
        System.in.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is searched by. */
  enum Kind {
    /** All at the full training. */
    PROGRESSIVE,
    /** At a third of it, then the best in full. */
    TWO_RUNGS,
    /** Levels 1 and 3, thinned out at two and four of eight epochs, then the best two in full. */
    HALVED
  }

  static SearchResult<Cell> run(
      Kind kind, TrialStore<Cell> store, long seed, Consumer<TrialKey<Cell>> evaluated)
      throws InterruptedException {
    return Search.<Cell>builder()
        .setStrategy(
            switch (kind) {
              case PROGRESSIVE -> new ProgressiveSearch<>(setup(seed));
              case TWO_RUNGS -> new TwoRungs<>(Studies.SPACE, RUNG, seed);
              case HALVED -> halved(seed);
            })
        .setExecutor(new Table(evaluated))
        .optStore(store)
        .build()
        .run();
  }

  private static StrategySetup<Cell> setup(long seed) {
    return StrategySetup.<Cell>of(
            Studies.SPACE,
            new StrategyOptions()
                .withBeam(12)
                .withFirstLevel(30)
                .withRefitEvery(6)
                .withAcquisition("thompson"),
            seed)
        .withSurrogate(
            () ->
                TribuoSurrogate.<Cell>builder()
                    .setFeatures(new CellFeatures(Studies.SPACE))
                    .setSeed(seed)
                    .build());
  }

  private static SearchStrategy<Cell> halved(long seed) {
    StrategySetup<Cell> setup =
        setup(seed)
            .withEpochs(8)
            .withEconomy(
                new EconomyOptions()
                    .withLevels("1,3")
                    .withSampling(Sampling.SPREAD)
                    .withHalving("halving(0.25,0.5,2,2)"));
    return EconomicalSearch.of(new ProgressiveSearch<>(setup), setup);
  }

  /** Accuracies in an order that differs with what is left of a batch, as after a kill. */
  private static final class Table implements TrialExecutor<Cell> {

    private final Consumer<TrialKey<Cell>> evaluated;

    Table(Consumer<TrialKey<Cell>> evaluated) {
      this.evaluated = evaluated;
    }

    @Override
    public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback) {
      List<Proposal<Cell>> shuffled = new ArrayList<>(batch);
      Collections.shuffle(shuffled, new Random(batch.hashCode()));
      for (Proposal<Cell> proposal : shuffled) {
        evaluated.accept(proposal.key());
        callback.finished(trial(proposal));
      }
    }

    private static Trial<Cell> trial(Proposal<Cell> proposal) {
      String key = proposal.key().toString();
      double accuracy = new SplittableRandom(Seeds.derive(1, key)).nextDouble();
      return accuracy < 0.1
          ? Trial.failed(proposal, Failure.NAN, "the loss became NaN", Metrics.NONE)
          : Trial.complete(proposal, Metrics.NONE.with(Metrics.ACCURACY, accuracy));
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public void close() {}
  }
}
