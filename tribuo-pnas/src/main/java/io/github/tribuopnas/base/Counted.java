package io.github.tribuopnas.base;

import java.util.Locale;

/** Numbers of things, as people write them. */
public final class Counted {

  private Counted() {}

  /**
   * Writes a number of things.
   *
   * @param number how many there are, at least 0
   * @param one the word for one of them, whose plural has an s at its end
   * @return the number and the word, such as 1 cell and 1,200 cells
   */
  public static String of(long number, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
  }
}
