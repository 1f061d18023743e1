package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.benchmarks.charts.LineChart;
import java.util.List;
import java.util.Locale;

/**
 * What a predictor study found, summed up.
 *
 * @param findings of all surrogates, draws and numbers of blocks
 */
record RankSummary(List<RankFinding> findings) {

  /** Copies the findings. */
  RankSummary {
    findings = List.copyOf(findings);
  }

  private List<String> surrogates() {
    return findings.stream().map(RankFinding::surrogate).distinct().toList();
  }

  private List<Integer> blocks() {
    return findings.stream().map(RankFinding::blocks).distinct().sorted().toList();
  }

  /** The mean over draws in which a correlation is defined. */
  double mean(String surrogate, int blocks, boolean next) {
    return findings.stream()
        .filter(f -> f.surrogate().equals(surrogate) && f.blocks() == blocks && f.next() == next)
        .mapToDouble(RankFinding::spearman)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /** A table for the documentation. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    long draws = findings.stream().mapToInt(RankFinding::draw).distinct().count();
    text.append(
        String.format(
            Locale.ROOT,
            "Spearman's rank correlation on cells held out, mean over %d draws.%n%n| learned from"
                + " cells of up to",
            draws));
    for (int blocks : blocks()) {
      text.append(
          String.format(
              Locale.ROOT, " | %d, on %d | %d, on %d", blocks, blocks, blocks, blocks + 1));
    }
    text.append(String.format(" |%n|---|%s%n", "---:|".repeat(2 * blocks().size())));
    for (String surrogate : surrogates()) {
      text.append("| `").append(surrogate).append('`');
      for (int blocks : blocks()) {
        text.append(
            String.format(
                Locale.ROOT,
                " | %.3f | %.3f",
                mean(surrogate, blocks, false),
                mean(surrogate, blocks, true)));
      }
      text.append(String.format(" |%n"));
    }
    return text.toString();
  }

  /** The correlation on cells of one block more, a line for each surrogate. */
  LineChart chart() {
    LineChart.Builder chart =
        LineChart.builder()
            .setTitle("Ranking cells of one block more than any seen")
            .setXTitle("most blocks of the cells learned from")
            .setYTitle("Spearman's rank correlation");
    double[] x = blocks().stream().mapToDouble(Integer::doubleValue).toArray();
    for (String surrogate : surrogates()) {
      double[] y = blocks().stream().mapToDouble(b -> mean(surrogate, b, true)).toArray();
      chart.addSeries(surrogate, x, y);
    }
    return chart.build();
  }
}
