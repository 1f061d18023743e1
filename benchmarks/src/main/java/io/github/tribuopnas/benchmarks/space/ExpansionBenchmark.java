package io.github.tribuopnas.benchmarks.space;

import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.List;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The expansion of a beam of 256 cells to all their distinct children, as the paper's search does
 * it once for each level. From four blocks to five there are 301,056 children before duplicates are
 * removed. The first call in a JVM counts too, as a search makes only one call for each level, so
 * {@link #first} measures it in JVMs of their own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class ExpansionBenchmark {

  private static final int BEAM = 256;

  /** The number of blocks of the children. */
  @Param({"2", "3", "4", "5"})
  public int blocks;

  private final CellSpace space = CellSpace.builder().setBlocks(Cell.MAX_BLOCKS).build();
  private List<Cell> beam;

  /** Draws the beam; with one block there are only 136 cells. */
  @Setup
  public void drawBeam() {
    SplittableRandom random = new SplittableRandom(1);
    int most = blocks == 2 ? space.initial().size() : BEAM;
    beam = Stream.generate(() -> space.random(blocks - 1, random)).distinct().limit(most).toList();
  }

  /**
   * Expands in a JVM that has done it before.
   *
   * @return the children
   */
  @Benchmark
  public Candidates<Cell> expand() {
    return space.expand(beam);
  }

  /**
   * Expands in a JVM that has not.
   *
   * @return the children
   */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  @Fork(value = 5, jvmArgsAppend = "-Xmx1g")
  public Candidates<Cell> first() {
    return space.expand(beam);
  }

  /**
   * Expands and makes every child an object, as a surrogate that reads all of them does.
   *
   * @return the sum of the hashes
   */
  @Benchmark
  public int expandAndVisit() {
    Candidates<Cell> children = space.expand(beam);
    int sum = 0;
    for (int i = 0; i < children.size(); i++) {
      Cell child = children.get(i);
      for (int number = 1; number <= blocks; number++) {
        sum += child.left(number).input() + child.right(number).input();
      }
    }
    return sum;
  }
}
