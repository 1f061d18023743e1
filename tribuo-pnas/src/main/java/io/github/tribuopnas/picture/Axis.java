package io.github.tribuopnas.picture;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * An axis of a chart.
 *
 * @param scale where values stand
 * @param name what it shows, with its unit
 * @param text writes a tick
 */
public record Axis(Scale scale, String name, DoubleFunction<String> text) {

  private static final int MOST_DECIMALS = 6;

  /**
   * Returns an axis that writes all its ticks with as many decimals as one of them needs.
   *
   * @param scale where values stand
   * @param name what it shows, with its unit
   * @return the axis
   */
  public static Axis exact(Scale scale, String name) {
    int decimals = 0;
    while (decimals < MOST_DECIMALS && !areExact(scale.ticks(), decimals)) {
      decimals++;
    }
    String form = "%." + decimals + "f";
    return new Axis(scale, name, value -> String.format(Locale.ROOT, form, value));
  }

  private static boolean areExact(List<Double> ticks, int decimals) {
    double unit = Math.pow(10, decimals);
    return ticks.stream().allMatch(t -> Math.abs(t * unit - Math.rint(t * unit)) < 1e-6);
  }
}
