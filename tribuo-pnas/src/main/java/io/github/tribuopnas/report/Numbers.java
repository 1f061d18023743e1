package io.github.tribuopnas.report;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Numbers {

  private static final String NONE = "–";

  private Numbers() {}

  /** Returns a fraction as a percentage with two decimals. */
  static String percent(double fraction) {
    return Double.isNaN(fraction) ? NONE : String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }

  /** Returns a fraction and its standard error as percentages. */
  static String percent(double fraction, double error) {
    return Double.isNaN(fraction)
        ? NONE
        : String.format(Locale.ROOT, "%.2f ± %.2f %%", 100 * fraction, 100 * error);
  }

  /** Returns a count with a unit of thousands where it is large, such as 12.3 M. */
  static String count(double count) {
    if (Double.isNaN(count)) {
      return NONE;
    }
    if (count < 10_000) {
      return String.format(Locale.ROOT, "%.0f", count);
    }
    String[] units = {"k", "M", "G", "T"};
    double scaled = count / 1000;
    int unit = 0;
    while (scaled >= 999.5 && unit < units.length - 1) {
      scaled /= 1000;
      unit++;
    }
    String form = scaled < 10 ? "%.2f %s" : scaled < 100 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, form, scaled, units[unit]);
  }

  /** Returns the label of a tick: a count, without trailing zeros. */
  static String tick(double count) {
    return count(count).replaceFirst("\\.0+ ", " ").replaceFirst("(\\.[1-9])0 ", "$1 ");
  }

  /** Returns a number with its unit, or the dash that stands for none. */
  static String withUnit(String number, String unit) {
    return number.equals(NONE) ? NONE : number.contains(" ") ? number + unit : number + " " + unit;
  }

  /** Returns seconds as hours, minutes and seconds, of which the two largest. */
  static String time(double seconds) {
    if (Double.isNaN(seconds)) {
      return NONE;
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /** Returns a number with four significant digits. */
  static String plain(double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.4g", value);
  }

  /** Returns a number and its standard error. */
  static String plain(double value, double error) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.4g ± %.2g", value, error);
  }

  /** Returns a correlation with two decimals. */
  static String correlation(double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.2f", value);
  }
}
