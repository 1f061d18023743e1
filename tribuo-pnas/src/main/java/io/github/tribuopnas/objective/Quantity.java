package io.github.tribuopnas.objective;

import io.github.tribuopnas.base.Require;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, as people write them. */
final class Quantity {

  /** Those of counts, which need none. */
  static final Map<String, Double> COUNTS = Map.of("", 1.0, "k", 1e3, "M", 1e6, "G", 1e9);

  private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([A-Za-z]*)");

  private Quantity() {}

  /**
   * Reads one.
   *
   * @param units how many of the smallest each is; with an empty one, a number alone is read too
   * @throws IllegalArgumentException if it is not a number above 0 with one of the units
   */
  static double parse(String name, String text, Map<String, Double> units) {
    Matcher matcher = FORM.matcher(text.strip());
    Double unit = matcher.matches() ? units.get(matcher.group(2)) : null;
    double value = unit == null ? 0 : Double.parseDouble(matcher.group(1)) * unit;
    Require.that(
        value > 0,
        name,
        "'" + text + "'",
        "numbers above 0 with a unit of "
            + String.join(", ", new TreeSet<>(units.keySet())).replaceFirst("^, ", "none, "));
    return value;
  }
}
