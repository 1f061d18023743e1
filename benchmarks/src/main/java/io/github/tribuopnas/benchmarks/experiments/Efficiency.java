package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.benchmarks.charts.LineChart;
import io.github.tribuopnas.benchmarks.lines.Sample;
import java.util.List;
import java.util.Locale;

/**
 * What the searches found, summed up.
 *
 * @param findings of all strategies, seeds and budgets
 * @param optimum the best validation accuracy that there is, in percent
 */
record Efficiency(List<Finding> findings, double optimum) {

  private static final double PERCENT = 100;

  /** Files hold four digits. */
  private static final double TOLERANCE = 6e-5;

  /**
   * Published means at a budget of 12,000 seconds of training, each over 500 runs or fewer: Mellor
   * et al. 2021 (NASWOT), table 2; validation and test.
   */
  private static final List<Published> PUBLISHED =
      List.of(
          new Published("REA", 91.19, 93.92),
          new Published("REINFORCE", 91.09, 93.85),
          new Published("random search", 90.93, 93.70),
          new Published("BOHB", 90.82, 93.61));

  private record Published(String name, double validation, double test) {}

  /** Copies the findings. */
  Efficiency {
    findings = List.copyOf(findings);
  }

  private List<Integer> budgets() {
    return findings.stream().map(Finding::evaluations).distinct().sorted().toList();
  }

  private List<String> strategies() {
    return findings.stream().map(Finding::strategy).distinct().toList();
  }

  private List<Finding> of(String strategy, int budget) {
    return findings.stream()
        .filter(f -> f.evaluations() == budget && f.strategy().equals(strategy))
        .toList();
  }

  private Sample validation(String strategy, int budget) {
    return Sample.of(of(strategy, budget).stream().mapToDouble(Finding::bestValidation));
  }

  private double meanTest(String strategy, int budget) {
    return Sample.of(of(strategy, budget).stream().mapToDouble(Finding::testOfBest)).mean();
  }

  private double fractionOfOptima(String strategy, int budget) {
    List<Finding> all = of(strategy, budget);
    return (double) all.stream().filter(f -> f.bestValidation() >= optimum - TOLERANCE).count()
        / all.size();
  }

  /** Tables for the documentation. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    List<Integer> budgets = budgets();
    int last = budgets.get(budgets.size() - 1);
    text.append(
        String.format(
            Locale.ROOT,
            "Mean best validation accuracy (%%) over %d seeds, in brackets its standard error;"
                + " the optimum is %.3f.%n%n",
            of(strategies().get(0), last).size(),
            optimum));
    header(text, "evaluations", budgets, "test at " + last);
    for (String strategy : strategies()) {
      text.append("| `").append(strategy).append('`');
      for (int budget : budgets) {
        Sample found = validation(strategy, budget);
        text.append(
            String.format(Locale.ROOT, " | %.2f (%.3f)", found.mean(), found.standardError()));
      }
      text.append(String.format(Locale.ROOT, " | %.2f |%n", meanTest(strategy, last)));
    }
    for (Published published : PUBLISHED) {
      text.append("| ").append(published.name()).append(", published, 12,000 s");
      text.append(" |".repeat(budgets.size() - 1));
      text.append(
          String.format(
              Locale.ROOT, " | %.2f | %.2f |%n", published.validation(), published.test()));
    }
    text.append(String.format("%nSeeds that had found the optimum (%%).%n%n"));
    header(text, "evaluations", budgets, "");
    for (String strategy : strategies()) {
      text.append("| `").append(strategy).append('`');
      for (int budget : budgets) {
        text.append(
            String.format(Locale.ROOT, " | %.1f", PERCENT * fractionOfOptima(strategy, budget)));
      }
      text.append(String.format(" |%n"));
    }
    return text.toString();
  }

  private static void header(
      StringBuilder text, String first, List<Integer> budgets, String lastColumn) {
    text.append("| ").append(first);
    budgets.forEach(budget -> text.append(" | ").append(budget));
    int columns = budgets.size() + 1;
    if (!lastColumn.isEmpty()) {
      text.append(" | ").append(lastColumn);
      columns++;
    }
    text.append(String.format(" |%n|---|%s%n", "---:|".repeat(columns - 1)));
  }

  /** Mean best validation accuracy over evaluations, a line for each strategy. */
  LineChart chart() {
    LineChart.Builder chart =
        LineChart.builder()
            .setTitle("Search on NAS-Bench-201, CIFAR-10")
            .setXTitle("distinct architectures trained")
            .setYTitle("mean best validation accuracy (%)")
            .optReference("optimum", optimum);
    for (String strategy : strategies()) {
      chart.addSeries(
          strategy,
          budgets().stream().mapToDouble(Integer::doubleValue).toArray(),
          budgets().stream().mapToDouble(budget -> validation(strategy, budget).mean()).toArray());
    }
    return chart.build();
  }
}
