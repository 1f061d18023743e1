package io.github.tribuopnas.objective;

import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.space.Cell;
import java.util.List;

/** Knows something of cells without their exported files. */
interface CellMeasure {

  /**
   * Requires that some cells are known.
   *
   * @throws IllegalArgumentException if one is not; the message says what to do
   */
  void require(List<Cell> cells);

  /** Returns what is known of a cell. */
  Metrics of(Cell cell);
}
