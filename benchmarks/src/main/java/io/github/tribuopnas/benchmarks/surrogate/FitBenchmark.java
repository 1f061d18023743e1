package io.github.tribuopnas.benchmarks.surrogate;

import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.surrogate.SurrogateKind;
import io.github.tribuopnas.surrogate.TribuoSurrogate;
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
 * The fit of a surrogate's five members after each level of a search of the paper's size: on 136
 * measured cells after the first level, on 1,160 after the last.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(1)
public class FitBenchmark {

  /** The surrogate. */
  @Param({"mixed", "boosted", "forest", "cart", "linear", "mlp", "lstm"})
  private String surrogate;

  /** The levels measured: 136, 392, 648, 904 and 1,160 cells. */
  @Param({"1", "2", "3", "4", "5"})
  private int levels;

  private MeasuredCells measured;
  private TribuoSurrogate<Cell> fresh;

  /** Makes the cells. */
  @Setup
  public void measure() {
    measured = new MeasuredCells(levels);
    fresh = SurrogateKind.parse(surrogate).of(measured.space(), 1);
  }

  /**
   * Fits the members.
   *
   * @return the surrogate
   */
  @Benchmark
  public TribuoSurrogate<Cell> fit() {
    fresh.fit(measured.cells(), measured.accuracies());
    return fresh;
  }
}
