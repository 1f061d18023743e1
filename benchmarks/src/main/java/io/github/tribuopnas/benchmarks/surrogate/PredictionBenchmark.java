package io.github.tribuopnas.benchmarks.surrogate;

import io.github.tribuopnas.space.Candidates;
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
 * The same five models, fitted on the cells of four levels, predict 2,048 cells: once compiled, and
 * once by Tribuo's own {@code predict}. Features are included in both.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PredictionBenchmark {

  private static final int CELLS = 2048;
  private static final double TOLERANCE = 1e-12;

  /** The surrogate. */
  @Param({"mixed", "forest", "cart", "boosted"})
  private String surrogate;

  private TribuoSurrogate<Cell> compiled;
  private TribuoSurrogate<Cell> plain;
  private Candidates<Cell> cells;
  private final double[] mean = new double[CELLS];
  private final double[] standardDeviation = new double[CELLS];

  private record First(Candidates<Cell> all) implements Candidates<Cell> {

    @Override
    public int size() {
      return CELLS;
    }

    @Override
    public Cell get(int index) {
      // From everywhere: neighbors are children of one cell.
      return all.get((int) ((long) index * all.size() / CELLS));
    }
  }

  /**
   * Fits both.
   *
   * @throws IllegalStateException if they do not predict the same to 1e-12
   */
  @Setup
  public void fit() {
    MeasuredCells measured = new MeasuredCells(Cell.MAX_BLOCKS - 1);
    SurrogateKind kind = SurrogateKind.parse(surrogate);
    compiled = kind.of(measured.space(), 1);
    plain =
        TribuoSurrogate.<Cell>builder()
            .setFeatures(kind.features(measured.space()))
            .setSeed(1)
            .optTrainer(new OpaqueTrainer(kind.trainer(measured.space(), 1)))
            .build();
    compiled.fit(measured.cells(), measured.accuracies());
    plain.fit(measured.cells(), measured.accuracies());
    cells = new First(measured.children());
    double[] expected = new double[CELLS];
    plain.predict(cells, expected, standardDeviation);
    compiled.predict(cells, mean, standardDeviation);
    for (int i = 0; i < CELLS; i++) {
      if (Math.abs(expected[i] - mean[i]) > TOLERANCE) {
        throw new IllegalStateException(
            cells.get(i) + ": Tribuo predicts " + expected[i] + ", compiled " + mean[i]);
      }
    }
  }

  /**
   * Predicts by the compiled models.
   *
   * @return the means
   */
  @Benchmark
  public double[] compiled() {
    compiled.predict(cells, mean, standardDeviation);
    return mean;
  }

  /**
   * Predicts by Tribuo.
   *
   * @return the means
   */
  @Benchmark
  public double[] tribuo() {
    plain.predict(cells, mean, standardDeviation);
    return mean;
  }
}
