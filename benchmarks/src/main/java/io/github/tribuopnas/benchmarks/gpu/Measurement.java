package io.github.tribuopnas.benchmarks.gpu;

import io.github.tribuopnas.base.Require;
import java.util.Locale;
import java.util.Optional;

/**
 * A number that a part of the check found.
 *
 * @param part the part
 * @param name what was measured
 * @param value the number
 * @param unit its unit; empty for ratios and differences
 */
record Measurement(String part, String name, double value, String unit) {

  /** Begins the line of a measurement; libraries print lines of their own. */
  private static final String LINE = "pnas-measured";

  private static final int FIELDS = 5;

  /** Returns one line that {@link #parse} reads. */
  String line() {
    return String.join("\t", LINE, part, name, Double.toString(value), unit);
  }

  /** Reads a line; empty if it is another one. */
  static Optional<Measurement> parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS || !fields[0].equals(LINE)) {
      return Optional.empty();
    }
    return Optional.of(
        new Measurement(fields[1], fields[2], Double.parseDouble(fields[3]), fields[4]));
  }

  /** Returns a row of the table. */
  String row() {
    return String.format(Locale.ROOT, "| %s | %s | %.6g %s |", part, name, value, unit);
  }

  /**
   * Checks that lines can hold it.
   *
   * @param part the part
   * @param name what was measured
   * @param value the number
   * @param unit its unit; empty for ratios and differences
   */
  Measurement {
    Require.that(!(part + name + unit).contains("\t"), "a name", name, "texts without tabs");
  }
}
