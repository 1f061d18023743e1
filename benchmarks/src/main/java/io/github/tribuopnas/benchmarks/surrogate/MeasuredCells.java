package io.github.tribuopnas.benchmarks.surrogate;

import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a search knows before its last level: cells of one to four blocks with accuracies, and the
 * beam of 256 whose children are to be ranked. The accuracies are made up, as the time does not
 * depend on them.
 */
final class MeasuredCells {

  /** The paper's K. */
  private static final int BEAM = 256;

  private static final int ONE_BLOCK_CELLS = 136;

  private final CellSpace space = CellSpace.builder().setBlocks(Cell.MAX_BLOCKS).build();
  private final List<Cell> cells = new ArrayList<>();
  private final double[] accuracies;
  private final List<Cell> beam;

  MeasuredCells() {
    SplittableRandom random = new SplittableRandom(1);
    List<Cell> last = List.of();
    for (int blocks = 1; blocks < Cell.MAX_BLOCKS; blocks++) {
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

  /** All distinct children of the beam: about 300,000 cells of five blocks. */
  Candidates<Cell> children() {
    return space.expand(beam);
  }
}
