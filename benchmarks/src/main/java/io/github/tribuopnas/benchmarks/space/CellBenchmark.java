package io.github.tribuopnas.benchmarks.space;

import io.github.tribuopnas.space.Block;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellCounter;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.LevelCount;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Operations on single cells of five blocks, each on another random cell. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CellBenchmark {

  private static final int CELLS = 1 << 10;

  private final CellSpace space = CellSpace.builder().setBlocks(Cell.MAX_BLOCKS).build();
  private final SplittableRandom random = new SplittableRandom(1);
  private List<Cell> cells;
  private List<String> texts;
  private List<List<Block>> blocks;
  private int next;

  /** Draws the cells. */
  @Setup
  public void drawCells() {
    cells = Stream.generate(() -> space.random(Cell.MAX_BLOCKS, random)).limit(CELLS).toList();
    texts = cells.stream().map(Cell::toString).toList();
    blocks = cells.stream().map(Cell::blocks).toList();
  }

  private int next() {
    next = (next + 1) & (CELLS - 1);
    return next;
  }

  /**
   * Reads a text.
   *
   * @return the cell
   */
  @Benchmark
  public Cell parse() {
    return Cell.parse(texts.get(next()));
  }

  /**
   * Brings five blocks into canonical form.
   *
   * @return the cell
   */
  @Benchmark
  public Cell canonicalForm() {
    return Cell.of(blocks.get(next()));
  }

  /**
   * Writes a text.
   *
   * @return the text
   */
  @Benchmark
  public String text() {
    return cells.get(next()).toString();
  }

  /**
   * Draws from all distinct cells.
   *
   * @return the cell
   */
  @Benchmark
  public Cell random() {
    return space.random(Cell.MAX_BLOCKS, random);
  }

  /**
   * Changes one branch.
   *
   * @return the mutant
   */
  @Benchmark
  public Cell mutate() {
    return space.mutate(cells.get(next()), random);
  }

  /**
   * Counts all five levels.
   *
   * @return the counts
   */
  @Benchmark
  public List<LevelCount> count() {
    return CellCounter.count(space);
  }
}
