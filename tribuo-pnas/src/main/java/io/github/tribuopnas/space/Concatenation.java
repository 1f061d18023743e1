package io.github.tribuopnas.space;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;

/** Which blocks of a cell its output concatenates. */
public enum Concatenation implements Named {
  /** Every block, as in the released PNASNet-5. */
  ALL,
  /** The blocks that no other block reads, as in NASNet. */
  UNUSED;

  private static final Registry<Concatenation> NAMES = Registry.of("concatenation", values());

  /**
   * Returns the concatenation with a given text: the inverse of {@link #text}.
   *
   * @param text the text
   * @return the concatenation
   * @throws IllegalArgumentException if there is none with that text
   */
  public static Concatenation parse(String text) {
    return NAMES.parse(text);
  }

  /**
   * Says whether the output of a cell includes one of its blocks.
   *
   * @param cell the cell
   * @param number the block's number, from 1
   * @return whether it does
   * @throws IndexOutOfBoundsException if the cell has no such block
   */
  public boolean includes(Cell cell, int number) {
    boolean read = cell.isRead(number);
    return this == ALL || !read;
  }
}
