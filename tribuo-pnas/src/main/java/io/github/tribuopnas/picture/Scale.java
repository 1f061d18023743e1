package io.github.tribuopnas.picture;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Where values of an axis stand and which of them are labeled.
 *
 * @param from the value at the start of the axis
 * @param to the value at its end, above {@code from}
 * @param ticks the values to label, in order
 * @param logarithmic whether equal factors are equal distances
 */
public record Scale(double from, double to, List<Double> ticks, boolean logarithmic) {

  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  /** Steps within a decade, from the most to the fewest. */
  private static final int[][] IN_DECADE = {{1, 2, 5}, {1, 3}, {1}};

  private static final int FEW_TICKS = 6;

  /**
   * Returns a scale of equal distances whose ends are round and hold all values.
   *
   * @param least the least value
   * @param most the greatest value
   * @return the scale
   */
  public static Scale linear(double least, double most) {
    double width = most > least ? most - least : Math.max(Math.abs(most) * 0.1, 1e-3);
    double step = step(width);
    long first = (long) Math.floor(least / step + 1e-9);
    long last = Math.max(first + 1, (long) Math.ceil(most / step - 1e-9));
    List<Double> ticks = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      ticks.add(i * step);
    }
    return new Scale(first * step, last * step, ticks, false);
  }

  /**
   * Returns a scale of equal distances whose ends are round and hold all of some values.
   *
   * @param values at least one
   * @return the scale
   */
  public static Scale of(List<Double> values) {
    DoubleSummaryStatistics ends = values.stream().mapToDouble(v -> v).summaryStatistics();
    return linear(ends.getMin(), ends.getMax());
  }

  /**
   * Returns a scale for things that are counted: it ends where they end, and its labels are whole.
   *
   * @param first the first number, 0 or 1
   * @param last the last number
   * @return the scale
   */
  public static Scale counts(int first, int last) {
    int most = Math.max(last, first + 1);
    double step = Math.max(1, step(most - first));
    List<Double> ticks = new ArrayList<>();
    for (double tick = Math.ceil(first / step) * step; tick <= most; tick += step) {
      if (tick == Math.rint(tick)) {
        ticks.add(tick);
      }
    }
    if (first > 0 && ticks.get(0) > first) {
      ticks.add(0, (double) first);
    }
    return new Scale(first, most, ticks, false);
  }

  /** Returns the smallest round step that divides a width into at most five. */
  private static double step(double width) {
    double power = Math.pow(10, Math.floor(Math.log10(width / 5)));
    for (double step : STEPS) {
      if (width / (step * power) <= 5 + 1e-9) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /**
   * Returns a logarithmic scale that holds all values with a little room.
   *
   * @param least the least value, above 0
   * @param most the greatest value
   * @return the scale
   */
  public static Scale logarithmic(double least, double most) {
    double room = Math.max(Math.pow(most / least, 0.05), 1.02);
    double from = least / room;
    double to = most * room;
    List<Double> ticks = List.of();
    for (int[] steps : IN_DECADE) {
      ticks = decades(from, to, steps);
      if (ticks.size() <= FEW_TICKS) {
        break;
      }
    }
    // Within a factor of about two, the ends of decades are too few ticks.
    return new Scale(from, to, ticks.size() < 2 ? inside(from, to) : ticks, true);
  }

  private static List<Double> decades(double from, double to, int[] steps) {
    List<Double> ticks = new ArrayList<>();
    for (double decade = Math.pow(10, Math.floor(Math.log10(from))); decade <= to; decade *= 10) {
      for (int step : steps) {
        if (step * decade >= from && step * decade <= to) {
          ticks.add(step * decade);
        }
      }
    }
    return ticks;
  }

  private static List<Double> inside(double from, double to) {
    return linear(from, to).ticks.stream().filter(tick -> tick >= from && tick <= to).toList();
  }

  /**
   * Returns where a value stands.
   *
   * @param value the value
   * @return 0 at the start of the axis and 1 at its end
   */
  public double at(double value) {
    return logarithmic
        ? Math.log(value / from) / Math.log(to / from)
        : (value - from) / (to - from);
  }
}
