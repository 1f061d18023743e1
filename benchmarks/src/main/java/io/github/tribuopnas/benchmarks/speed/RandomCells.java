package io.github.tribuopnas.benchmarks.speed;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Different random cells of five blocks. */
public final class RandomCells {

  private static final int BLOCKS = 5;

  private RandomCells() {}

  /**
   * Draws cells.
   *
   * @param count how many
   * @param seed where they come from
   * @return different cells
   */
  public static List<Cell> draw(int count, long seed) {
    CellSpace space = CellSpace.builder().setBlocks(BLOCKS).build();
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> space.random(BLOCKS, random)).distinct().limit(count).toList();
  }

  /**
   * Returns cells as what an executor takes.
   *
   * @param cells the cells
   * @return proposals without predictions
   */
  public static List<Proposal<Cell>> proposals(List<Cell> cells) {
    return cells.stream().map(cell -> Proposal.unpredicted(cell, BLOCKS)).toList();
  }
}
