package io.github.tribuopnas.base;

import java.util.Locale;

/** A constant of an enum that commands and files write in lower case, with hyphens. */
public interface Named {

  /**
   * Returns the name of the constant in Java.
   *
   * @return the name, in capitals with underscores
   */
  String name();

  /**
   * Returns the name used in commands and files.
   *
   * @return the name in lower case with hyphens
   */
  default String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
