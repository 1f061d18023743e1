package io.github.tribuopnas.base;

import java.util.Locale;

/** Refuses numbers out of range, by name. */
public final class Require {

  private Require() {}

  public static int atLeast(String name, int value, int least) {
    that(value >= least, name, value, "at least " + least);
    return value;
  }

  public static double positive(String name, double value) {
    that(value > 0 && Double.isFinite(value), name, value, "above 0 and finite");
    return value;
  }

  public static double notNegative(String name, double value) {
    that(value >= 0 && Double.isFinite(value), name, value, "at least 0 and finite");
    return value;
  }

  /** From 0 to below 1. */
  public static double share(String name, double value) {
    that(value >= 0 && value < 1, name, value, "from 0 to below 1");
    return value;
  }

  public static void that(boolean holds, String name, Number value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s, but must be %s", name, value, allowed));
    }
  }
}
