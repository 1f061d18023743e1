package io.github.tribuopnas.benchmarks.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis with round numbers at its ends.
 *
 * @param from the least value
 * @param to the greatest, above it
 * @param step between ticks
 */
record Axis(double from, double to, double step) {

  private static final int TICKS = 6;

  /** Returns the axis that holds all values, in steps of 1, 2 or 5 times a power of ten. */
  static Axis around(List<Double> values) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    double span = most > least ? most - least : 1;
    double power = Math.pow(10, Math.floor(Math.log10(span / TICKS)));
    double step = power;
    for (int factor : new int[] {2, 5, 10}) {
      if (span / step > TICKS) {
        step = factor * power;
      }
    }
    double from = Math.floor(least / step + 1e-9) * step;
    double to = Math.max(Math.ceil(most / step - 1e-9) * step, from + step);
    return new Axis(from, to, step);
  }

  /** Returns where a value lies, from 0 to 1. */
  double share(double value) {
    return (value - from) / (to - from);
  }

  /** Returns the values that have a tick, ascending. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    long count = Math.round((to - from) / step);
    for (long i = 0; i <= count; i++) {
      ticks.add(from + i * step);
    }
    return ticks;
  }

  /** Returns a tick's value with as many digits as the step needs. */
  String text(double tick) {
    int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return String.format(Locale.ROOT, "%." + digits + "f", tick);
  }
}
