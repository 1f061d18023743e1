package io.github.tribuopnas.network;

import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.List;

/**
 * The exact sizes of the exported files of many cells, in one network, as fast as {@link
 * CellSizes}. A file does not have what nobody reads: where no branch reads the previous cell, that
 * is every second cell. Not safe for use by several threads.
 */
public final class ServedSizes {

  private static final double HALF = 0.5;

  /** By which inputs branches read: what is in the file depends on it. */
  private final List<CellSizes> sizes = new ArrayList<>();

  /**
   * Starts without having built a network.
   *
   * @param network what the cells are stacked to; its own cell does not matter
   */
  public ServedSizes(NetworkSpec network) {
    for (int reads = 0; reads < 2 * 2; reads++) {
      sizes.add(new CellSizes(network, CellNetwork::servedSize));
    }
  }

  /**
   * Returns the size of the file of a cell.
   *
   * @param cell the cell
   * @return its trainable parameters, and what runs for one image
   */
  public NetworkSize of(Cell cell) {
    int ofBeforePrevious = InputLayers.readers(cell, Branch.BEFORE_PREVIOUS) > 0 ? 2 : 0;
    int ofPrevious = InputLayers.readers(cell, Branch.PREVIOUS) > 0 ? 1 : 0;
    return sizes.get(ofBeforePrevious + ofPrevious).of(cell);
  }

  /**
   * Returns which part of a network's cells is in the file.
   *
   * @param cell the cell
   * @return 1, or a half if each cell reads the one before the previous one only
   */
  public static double cells(Cell cell) {
    return InputLayers.readers(cell, Branch.PREVIOUS) > 0 ? 1 : HALF;
  }

  /**
   * Returns which part of a network's cells is in the file and reads an input.
   *
   * @param cell the cell
   * @param input {@link Branch#BEFORE_PREVIOUS} or {@link Branch#PREVIOUS}
   * @return 0 if no branch reads it, or else {@link #cells}
   */
  public static double readers(Cell cell, int input) {
    return InputLayers.readers(cell, input) > 0 ? cells(cell) : 0;
  }
}
