package io.github.tribuopnas.base;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** Refuses values out of range, by name. */
public final class Require {

  private Require() {}

  public static int atLeast(String name, int value, int least) {
    that(value >= least, name, value, "at least " + least);
    return value;
  }

  public static int range(String name, int value, int least, int most) {
    that(value >= least && value <= most, name, value, "from " + least + " to " + most);
    return value;
  }

  public static double positive(String name, double value) {
    that(value > 0 && Double.isFinite(value), name, value, "above 0 and finite");
    return value;
  }

  public static Duration positive(String name, Duration value) {
    Objects.requireNonNull(value, name);
    that(!value.isZero() && !value.isNegative(), name, value, "above 0");
    return value;
  }

  public static double notNegative(String name, double value) {
    that(value >= 0 && Double.isFinite(value), name, value, "at least 0 and finite");
    return value;
  }

  /** From 0 to below 1. */
  public static double fraction(String name, double value) {
    that(value >= 0 && value < 1, name, value, "from 0 to below 1");
    return value;
  }

  /** Reads a whole number. */
  public static int wholeNumber(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          name + " is " + Quoted.of(text) + ", but must be a whole number", e);
    }
  }

  public static void that(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s, but must be %s", name, value, allowed));
    }
  }
}
