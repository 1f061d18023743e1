package io.github.tribuopnas.space;

import java.util.Arrays;
import java.util.Objects;

/** Cells held as their canonical codes, eight bytes each; a cell is made when it is asked for. */
final class CellCandidates implements Candidates<Cell> {

  private final long[] codes;

  private CellCandidates(long[] codes) {
    this.codes = codes;
  }

  /** Sorts the array in place and keeps one of each. */
  static CellCandidates ofDistinct(long[] codes) {
    Arrays.sort(codes);
    int kept = 0;
    for (int i = 0; i < codes.length; i++) {
      if (i == 0 || codes[i] != codes[i - 1]) {
        codes[kept++] = codes[i];
      }
    }
    return new CellCandidates(Arrays.copyOf(codes, kept));
  }

  @Override
  public int size() {
    return codes.length;
  }

  @Override
  public Cell get(int index) {
    return new Cell(codes[Objects.checkIndex(index, codes.length)]);
  }
}
