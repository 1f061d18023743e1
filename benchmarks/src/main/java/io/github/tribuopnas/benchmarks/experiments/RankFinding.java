package io.github.tribuopnas.benchmarks.experiments;

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

  /** The name in tables of which cells were ranked. */
  String on() {
    return next ? "next" : "same";
  }
}
