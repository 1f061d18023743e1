package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import java.util.List;

/**
 * How well a surrogate ranked cells.
 *
 * @param surrogate its name
 * @param draw the number of the random choice of cells that it learned from
 * @param blocks the most blocks of these
 * @param next whether the ranked cells have a block more; otherwise they have as many, and were
 *     held out
 * @param spearman the rank correlation of predicted and measured accuracy
 */
record RankFinding(String surrogate, int draw, int blocks, boolean next, double spearman) {

  /** As CSV. */
  static final LineFormat<RankFinding> LINES =
      new LineFormat<>(
          List.of("surrogate", "draw", "blocks", "on", "spearman"),
          finding ->
              List.of(
                  finding.surrogate, finding.draw, finding.blocks, finding.on(), finding.spearman),
          line ->
              new RankFinding(
                  line.get("surrogate"),
                  Integer.parseInt(line.get("draw")),
                  Integer.parseInt(line.get("blocks")),
                  isNext(line.get("on")),
                  Double.parseDouble(line.get("spearman"))));

  private static final String NEXT = "next";
  private static final String SAME = "same";

  /** The name in tables of which cells were ranked. */
  String on() {
    return next ? NEXT : SAME;
  }

  /** The inverse of {@link #on}. */
  static boolean isNext(String on) {
    if (!on.equals(NEXT) && !on.equals(SAME)) {
      throw new IllegalArgumentException(
          "cells '" + on + "'; allowed are " + SAME + " and " + NEXT);
    }
    return on.equals(NEXT);
  }
}
