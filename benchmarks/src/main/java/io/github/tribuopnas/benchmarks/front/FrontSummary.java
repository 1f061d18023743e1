package io.github.tribuopnas.benchmarks.front;

import io.github.tribuopnas.benchmarks.charts.LineChart;
import io.github.tribuopnas.benchmarks.lines.Sample;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * What the searches found, summed up.
 *
 * @param findings of all strategies, seeds and budgets
 * @param device what the latencies are of
 */
record FrontSummary(List<FrontFinding> findings, String device) {

  /** Copies the findings. */
  FrontSummary {
    findings = List.copyOf(findings);
  }

  private List<Integer> budgets() {
    return findings.stream().map(FrontFinding::evaluations).distinct().sorted().toList();
  }

  private List<String> strategies() {
    return findings.stream().map(FrontFinding::strategy).distinct().toList();
  }

  private DoubleStream of(String strategy, int budget) {
    return findings.stream()
        .filter(f -> f.evaluations() == budget && f.strategy().equals(strategy))
        .mapToDouble(FrontFinding::hypervolume);
  }

  /** A table for the documentation. */
  String markdown() {
    List<Integer> budgets = budgets();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "Mean hypervolume of accuracy and latency (%s) over %d seeds, as a fraction of the"
                + " whole table's; in brackets its standard error.%n%n| evaluations",
            device, of(strategies().get(0), budgets.get(0)).count()));
    budgets.forEach(budget -> text.append(" | ").append(budget));
    text.append(String.format(" |%n|---|%s%n", "---:|".repeat(budgets.size())));
    for (String strategy : strategies()) {
      text.append("| `").append(strategy).append('`');
      for (int budget : budgets) {
        Sample found = Sample.of(of(strategy, budget));
        text.append(
            String.format(Locale.ROOT, " | %.3f (%.3f)", found.mean(), found.standardError()));
      }
      text.append(String.format(" |%n"));
    }
    return text.toString();
  }

  /** The mean over evaluations, a line for each strategy. */
  LineChart chart() {
    LineChart.Builder chart =
        LineChart.builder()
            .setTitle("Accuracy and latency on NAS-Bench-201, " + device)
            .setXTitle("distinct architectures measured")
            .setYTitle("mean hypervolume, whole table = 1")
            .optReference("whole table", 1);
    for (String strategy : strategies()) {
      chart.addSeries(
          strategy,
          budgets().stream().mapToDouble(Integer::doubleValue).toArray(),
          budgets().stream()
              .mapToDouble(budget -> Sample.of(of(strategy, budget)).mean())
              .toArray());
    }
    return chart.build();
  }
}
