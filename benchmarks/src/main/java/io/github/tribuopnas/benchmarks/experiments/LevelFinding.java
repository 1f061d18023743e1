package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import java.util.List;
import java.util.Locale;

/**
 * How well a surrogate ranked all cells of a level.
 *
 * @param surrogate its name
 * @param level how many blocks the cells have
 * @param spearman the rank correlation of predicted and measured accuracy
 */
record LevelFinding(String surrogate, int level, double spearman) {

  /** As CSV. */
  static final LineFormat<LevelFinding> LINES =
      new LineFormat<>(
          List.of("surrogate", "level", "spearman"),
          finding -> List.of(finding.surrogate, finding.level, finding.spearman),
          line ->
              new LevelFinding(
                  line.get("surrogate"),
                  Integer.parseInt(line.get("level")),
                  Double.parseDouble(line.get("spearman"))));

  /** A table for the documentation. */
  static String markdown(List<LevelFinding> findings) {
    StringBuilder text =
        new StringBuilder("| surrogate | blocks | rank correlation |\n|---|---:|---:|\n");
    for (LevelFinding finding : findings) {
      text.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %d | %.3f |%n",
              finding.surrogate,
              finding.level,
              finding.spearman));
    }
    return text.toString();
  }
}
