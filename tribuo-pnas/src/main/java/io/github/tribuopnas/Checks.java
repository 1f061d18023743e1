package io.github.tribuopnas;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.function.Supplier;

/** What the settings of trainers must fulfil; failures name the setting. */
final class Checks {

  private Checks() {}

  /** Refuses a text that cannot be read, or settings that do not go together. */
  static void parsed(String name, Supplier<?> value) {
    try {
      value.get();
    } catch (IllegalArgumentException e) {
      throw new PropertyException(e, "", name, e.getMessage());
    }
  }

  /** Refuses a number out of its range. */
  static void range(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new PropertyException(
          "", name, "is " + value + ", but must be from " + least + " to " + most);
    }
  }

  /** Refuses a value for which something does not hold. */
  static void that(String name, boolean holds, String otherwise) {
    if (!holds) {
      throw new PropertyException("", name, "is " + otherwise);
    }
  }
}
