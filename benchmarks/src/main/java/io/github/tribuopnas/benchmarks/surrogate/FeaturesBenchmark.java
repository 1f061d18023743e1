package io.github.tribuopnas.benchmarks.surrogate;

import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.surrogate.SurrogateKind;
import io.github.tribuopnas.surrogate.feature.FeatureExtractor;
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

/** Describing all five-block children of 256 cells: their features, or the networks' tokens. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@Fork(1)
public class FeaturesBenchmark {

  /** A surrogate that reads features, and one that reads tokens. */
  @Param({"mixed", "lstm"})
  private String surrogate;

  private FeatureExtractor<Cell> features;
  private Candidates<Cell> children;

  /** Expands the beam. */
  @Setup
  public void expand() {
    MeasuredCells measured = new MeasuredCells(Cell.MAX_BLOCKS - 1);
    features = SurrogateKind.parse(surrogate).features(measured.space());
    children = measured.children();
  }

  /**
   * Describes all children.
   *
   * @return a sum of what they have, so that none is left out
   */
  @Benchmark
  public double extract() {
    double[] row = new double[features.names().size()];
    double sum = 0;
    for (int i = 0; i < children.size(); i++) {
      features.extract(children.get(i), row);
      sum += row[i % row.length];
    }
    return sum;
  }
}
