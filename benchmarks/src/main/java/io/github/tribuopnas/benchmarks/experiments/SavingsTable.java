package io.github.tribuopnas.benchmarks.experiments;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes Table 2 of the paper: what a progressive search saves against a baseline.
 *
 * @param baseline its curves, by the number of best networks
 */
record SavingsTable(Map<Integer, TopCurve> baseline) {

  /** NAS-Bench-201 trains on half of the 50,000 images of CIFAR-10, for 200 epochs. */
  private static final double MILLION_EXAMPLES_OF_MODEL = 25_000 * 200 / 1e6;

  /** B = 5, 1,160 models; its baseline also trains 250 networks again, for 300 epochs each. */
  private static final List<PaperRow> PAPER =
      List.of(new PaperRow(1, 5.0, 8.2), new PaperRow(5, 3.5, 6.8), new PaperRow(25, 3.2, 6.4));

  /** A row of the paper: how many times as many models, and examples, the baseline needs. */
  private record PaperRow(int top, double models, double examples) {}

  /**
   * Appends the table of one search as Markdown.
   *
   * @param name of the progressive search
   * @param found its curves, by the number of best networks
   * @param seeds how many searches the curves are means of
   * @param text is appended to
   */
  void append(String name, Map<Integer, TopCurve> found, int seeds, StringBuilder text) {
    text.append(
        String.format(
            Locale.ROOT,
            "`%s` against `reinforce`, mean validation accuracy of the best networks over %d"
                + " seeds.%n%n| Top | Accuracy | # PNAS | # NAS | Speedup (# models) | # examples"
                + " PNAS | # examples NAS | Speedup (# examples) | Paper (# models) | Paper (#"
                + " examples) |%n|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|%n",
            name,
            seeds));
    for (PaperRow row : PAPER) {
      TopCurve searched = found.get(row.top());
      TopCurve compared = baseline.get(row.top());
      int models = searched.evaluationsToReach(searched.last());
      int needed = compared.evaluationsToReach(searched.last());
      boolean reached = needed > 0;
      int atLeast = reached ? needed : compared.accuracy().length;
      double times = (double) atLeast / models;
      String more = reached ? "" : "> ";
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %.3f | %d | %s%d | %s%.1fx | %.0fM | %s%.0fM | %s%.1fx | %.1fx | %.1fx |%n",
              row.top(),
              searched.last(),
              models,
              more,
              atLeast,
              more,
              times,
              models * MILLION_EXAMPLES_OF_MODEL,
              more,
              atLeast * MILLION_EXAMPLES_OF_MODEL,
              more,
              times,
              row.models(),
              row.examples()));
    }
    text.append(String.format("%n"));
  }
}
