package io.github.tribuopnas.benchmarks.surrogate;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.strategy.progressive.TopCandidates;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.surrogate.SurrogateKind;
import io.github.tribuopnas.surrogate.SurrogateSetup;
import io.github.tribuopnas.surrogate.prior.PriorTable;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The last level of a search of the paper's size: all five-block children of 256 cells are
 * described, predicted by five members and ordered, and the best 256 taken.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(1)
public class RankingBenchmark {

  private static final int BEAM = 256;

  /** The surrogate. */
  @Param({"informed", "mixed", "boosted", "forest", "cart", "linear", "mlp", "lstm"})
  private String surrogate;

  private Surrogate<Cell> fitted;
  private Candidates<Cell> children;

  /** Fits the surrogate and expands the beam. */
  @Setup
  public void fit() {
    MeasuredCells measured = new MeasuredCells(Cell.MAX_BLOCKS - 1);
    NetworkSpec network =
        Setting.PROXY
            .of(measured.cells().get(0))
            .optImage(new ImageShape(32, 32, 3))
            .optClasses(10)
            .build();
    fitted =
        SurrogateKind.parse(surrogate)
            .of(
                new SurrogateSetup(measured.space(), network, Objective.ACCURACY, 1),
                PriorTable::shipped);
    fitted.fit(measured.cells(), measured.accuracies());
    children = measured.children();
  }

  /**
   * Ranks all children.
   *
   * @return the places of the best
   */
  @Benchmark
  public int[] rank() {
    double[] mean = new double[children.size()];
    fitted.predict(children, mean, new double[children.size()]);
    return TopCandidates.find(mean, BEAM, place -> true);
  }
}
