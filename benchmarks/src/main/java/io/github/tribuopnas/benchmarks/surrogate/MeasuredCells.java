package io.github.tribuopnas.benchmarks.surrogate;

import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a search of the paper's size knows after some levels: all 136 cells of one block and 256 of
 * each further level, with accuracies; the last level is the beam whose children are to be ranked.
 * The accuracies are made up, as the time does not depend on them.
 */
final class MeasuredCells {

  /** The paper's K. */
  private static final int BEAM = 256;

  private static final int ONE_BLOCK_CELLS = 136;

  private final CellSpace space = CellSpace.builder().setBlocks(Cell.MAX_BLOCKS).build();
  private final List<Cell> cells = new ArrayList<>();
  private final double[] accuracies;
  private final List<Cell> beam;

  /**
   * Makes the cells.
   *
   * @param levels the most blocks of a cell
   */
  MeasuredCells(int levels) {
    SplittableRandom random = new SplittableRandom(1);
    List<Cell> last = List.of();
    for (int blocks = 1; blocks <= levels; blocks++) {
      int count = blocks == 1 ? ONE_BLOCK_CELLS : BEAM;
      List<Cell> level = new ArrayList<>();
      while (level.size() < count) {
        Cell cell = space.random(blocks, random);
        if (!level.contains(cell)) {
          level.add(cell);
        }
      }
      cells.addAll(level);
      last = level;
    }
    beam = last;
    accuracies =
        cells.stream()
            .mapToDouble(
                cell ->
                    0.7
                        + 0.02 * cell.size()
                        + 0.005 * cell.left(1).operation().ordinal()
                        + 0.01 * random.nextDouble())
            .toArray();
  }

  CellSpace space() {
    return space;
  }

  List<Cell> cells() {
    return cells;
  }

  double[] accuracies() {
    return accuracies;
  }

  /** All distinct children of the beam; those of cells of four blocks are 301,056. */
  Candidates<Cell> children() {
    return space.expand(beam);
  }
}
