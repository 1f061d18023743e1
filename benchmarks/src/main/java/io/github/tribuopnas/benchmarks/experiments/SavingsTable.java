package io.github.tribuopnas.benchmarks.experiments;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Writes Table 2 of the paper: what a progressive search saves against a baseline.
 *
 * @param baseline its curves, by the number of best networks
 * @param seeds how many searches the curves are means of
 */
record SavingsTable(Map<Integer, TopCurve> baseline, int seeds) {

  /** B = 5, 1,160 models; its baseline also trains 250 networks again, for 300 epochs each. */
  private static final List<PaperRow> PAPER =
      List.of(new PaperRow(1, 5.0, 8.2), new PaperRow(5, 3.5, 6.8), new PaperRow(25, 3.2, 6.4));

  /** A row of the paper: how many times as many models, and examples, the baseline needs. */
  private record PaperRow(int top, double models, double examples) {}

  /**
   * Returns the table of one search as Markdown.
   *
   * @param name of the progressive search
   * @param found its curves, by the number of best networks; as long as it trained models
   */
  String markdown(String name, Map<Integer, TopCurve> found) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "`%s` against `reinforce`, mean over %d seeds.%n%n"
                + "| Top | Accuracy | # PNAS | # NAS | Speedup (# models) | Speedup (# examples)"
                + " | Paper (# models) | Paper (# examples) |%n"
                + "|---:|---:|---:|---:|---:|---:|---:|---:|%n",
            name,
            seeds));
    for (PaperRow row : PAPER) {
      TopCurve searched = Objects.requireNonNull(found.get(row.top()));
      TopCurve compared = Objects.requireNonNull(baseline.get(row.top()));
      int models = searched.accuracy().length;
      int needed = compared.evaluationsToReach(searched.last());
      int atLeast = needed > 0 ? needed : compared.accuracy().length;
      String more = needed > 0 ? "" : "> ";
      // All networks of the table are trained equally long, and none again: one ratio is both.
      double times = (double) atLeast / models;
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %.3f | %d | %s%d | %s%.1fx | %s%.1fx | %.1fx | %.1fx |%n",
              row.top(),
              searched.last(),
              models,
              more,
              atLeast,
              more,
              times,
              more,
              times,
              row.models(),
              row.examples()));
    }
    return text.toString();
  }
}
