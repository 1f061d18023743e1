package io.github.tribuopnas.benchmarks.search;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.named.NamedStrategies;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.TribuoSurrogate;
import io.github.tribuopnas.surrogate.feature.CellFeatures;
import io.github.tribuopnas.surrogate.tree.BoostedTreesTrainer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole searches of cells of five blocks, in which measuring a cell takes no time: what is left is
 * the time of the strategy. The progressive search asks level by level, with an ensemble of five
 * boosted-tree models.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class SearchBenchmark {

  /** The strategy. */
  @Param({"PNAS", "RANDOM", "EVOLUTION", "REINFORCE"})
  public StrategyKind strategy;

  /** Cells measured at each level above the first, of which all 136 are. */
  @Param("16")
  public int beam;

  private final CellSpace space = CellSpace.builder().setBlocks(Cell.MAX_BLOCKS).build();

  /**
   * Searches from beginning to end.
   *
   * @return the best accuracy
   */
  @Benchmark
  public double search() {
    SearchStrategy<Cell> started = start();
    double best = 0;
    for (List<Proposal<Cell>> batch = started.ask(); !batch.isEmpty(); batch = started.ask()) {
      List<Trial<Cell>> trials = batch.stream().map(SearchBenchmark::measured).toList();
      for (Trial<Cell> trial : trials) {
        best = Math.max(best, Objective.ACCURACY.value(trial));
      }
      started.tell(trials);
    }
    return best;
  }

  private static Trial<Cell> measured(Proposal<Cell> proposal) {
    // Any number will do that is the same each time.
    double accuracy = (proposal.architecture().hashCode() & 1023) / 1024.0;
    return Trial.complete(proposal, Metrics.NONE.with(Metrics.ACCURACY, accuracy));
  }

  private SearchStrategy<Cell> start() {
    StrategyOptions options = new StrategyOptions().withBeam(beam);
    if (strategy != StrategyKind.PNAS) {
      options = options.withRefitEvery(1);
    }
    return NamedStrategies.of(strategy)
        .strategy(
            StrategySetup.<Cell>of(space, options, 1)
                .withSurrogate(
                    () ->
                        TribuoSurrogate.<Cell>builder()
                            .setFeatures(new CellFeatures(space))
                            .setSeed(1)
                            .optTrainer(BoostedTreesTrainer.builder().build())
                            .build()));
  }
}
