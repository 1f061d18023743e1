package io.github.tribuopnas.store;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.search.Search;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.TrialStore;
import io.github.tribuopnas.search.strategy.Acquisition;
import io.github.tribuopnas.search.strategy.ProgressiveSearch;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
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

  private TableSearch() {}

  /**
   * Runs the search over a store in a process of its own, to be killed at any instant.
   *
   * @param arguments the store, a file that takes each cell as its evaluation begins, the seed, and
   *     the number of the evaluation, if any, that waits until the input ends
   */
  public static void main(String[] arguments) throws InterruptedException {
    Logger.getLogger("org.tribuo").setLevel(Level.WARNING);
    Path log = Path.of(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    System.out.println("started");
    try (SqliteTrialStore<Cell> store = Studies.open(Path.of(arguments[0]))) {
      AtomicInteger untilPause =
          new AtomicInteger(arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0);
      run(store, seed, cell -> append(log, cell, untilPause.decrementAndGet() == 0));
    }
    Runtime.getRuntime().halt(0);
  }

  private static void append(Path log, Cell cell, boolean pause) {
    try {
      Files.writeString(log, cell + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      System.out.println(cell);
      if (pause) {
        System.in.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SearchResult<Cell> run(TrialStore<Cell> store, long seed, Consumer<Cell> evaluated)
      throws InterruptedException {
    ProgressiveSearch<Cell> strategy =
        ProgressiveSearch.<Cell>builder()
            .setSpace(Studies.SPACE)
            .setSurrogate(
                TribuoSurrogate.<Cell>builder()
                    .setFeatures(new CellFeatures(Studies.SPACE))
                    .setSeed(seed)
                    .build())
            .setBeam(12)
            .setSeed(seed)
            .optFirstLevel(30)
            .optBatch(6)
            .optAcquisition(Acquisition.thompson())
            .build();
    return Search.<Cell>builder()
        .setStrategy(strategy)
        .setExecutor(new Table(evaluated))
        .optStore(store)
        .build()
        .run();
  }

  /** Accuracies in an order that differs with what is left of a batch, as after a kill. */
  private static final class Table implements TrialExecutor<Cell> {

    private final Consumer<Cell> evaluated;

    Table(Consumer<Cell> evaluated) {
      this.evaluated = evaluated;
    }

    @Override
    public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback) {
      List<Proposal<Cell>> shuffled = new ArrayList<>(batch);
      Collections.shuffle(shuffled, new Random(batch.hashCode()));
      for (Proposal<Cell> proposal : shuffled) {
        evaluated.accept(proposal.architecture());
        callback.finished(trial(proposal));
      }
    }

    private static Trial<Cell> trial(Proposal<Cell> proposal) {
      String cell = proposal.architecture().toString();
      double accuracy = new SplittableRandom(Seeds.derive(1, cell)).nextDouble();
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
