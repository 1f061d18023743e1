package io.github.tribuopnas.benchmarks.speed;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

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
    Set<Cell> cells = new LinkedHashSet<>();
    while (cells.size() < count) {
      cells.add(space.random(BLOCKS, random));
    }
    return List.copyOf(cells);
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
