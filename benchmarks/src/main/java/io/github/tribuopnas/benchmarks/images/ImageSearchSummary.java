package io.github.tribuopnas.benchmarks.images;

import io.github.tribuopnas.benchmarks.charts.LineChart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What the runs found, summed up over seeds.
 *
 * @param trials of all strategies and seeds
 * @param winners of all contestants and seeds
 * @param beam how many of each run's last networks are taken together: a single best one owes as
 *     much to luck as to its cell
 */
record ImageSearchSummary(List<TrialLine> trials, List<Winner> winners, int beam) {

  private static final double PERCENT = 100;
  private static final double MINUTE = 60;
  private static final double THOUSAND = 1000;

  /** Copies the findings. */
  ImageSearchSummary {
    trials = List.copyOf(trials);
    winners = List.copyOf(winners);
  }

  /** A line for each contestant, with each seed's winner and the mean. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| contestant | networks | best validation (%), each seed | mean |");
    text.append(" mean of the last ").append(beam).append(" (%), each seed | mean |");
    text.append(" test (%), each seed | mean | thousand parameters | minutes |\n");
    text.append("|---|---:|---|---:|---|---:|---|---:|---|---|\n");
    for (String contestant : winners.stream().map(Winner::contestant).distinct().toList()) {
      List<Winner> own = winners.stream().filter(w -> w.contestant().equals(contestant)).toList();
      double[] validation = own.stream().mapToDouble(w -> PERCENT * w.validation()).toArray();
      double[] test = own.stream().mapToDouble(w -> PERCENT * w.test()).toArray();
      text.append("| `").append(contestant).append("` | ");
      text.append(evaluations(contestant)).append(" | ");
      text.append(Double.isNaN(validation[0]) ? " | " : values(validation, "%.2f"));
      text.append(Double.isNaN(validation[0]) ? " | " : mean(validation));
      double[] lasts = own.stream().mapToDouble(this::meanOfLast).toArray();
      text.append(Double.isNaN(lasts[0]) ? " | " : values(lasts, "%.2f"));
      text.append(Double.isNaN(lasts[0]) ? " | " : mean(lasts));
      text.append(values(test, "%.2f")).append(mean(test));
      text.append(
          values(own.stream().mapToDouble(w -> w.parameters() / THOUSAND).toArray(), "%.1f"));
      text.append(values(own.stream().mapToDouble(w -> w.seconds() / MINUTE).toArray(), "%.0f"));
      text.setLength(text.length() - 1);
      text.append('\n');
    }
    return text.toString();
  }

  /** In percent; NaN where nothing was searched. */
  private double meanOfLast(Winner winner) {
    double[] accuracies =
        trials.stream()
            .filter(t -> t.contestant().equals(winner.contestant()) && t.seed() == winner.seed())
            .mapToDouble(TrialLine::validation)
            .filter(accuracy -> !Double.isNaN(accuracy))
            .toArray();
    return PERCENT
        * Arrays.stream(accuracies)
            .skip(Math.max(0, accuracies.length - beam))
            .average()
            .orElse(Double.NaN);
  }

  private static String values(double[] values, String format) {
    return String.join(
            ", ",
            Arrays.stream(values).mapToObj(v -> String.format(Locale.ROOT, format, v)).toList())
        + " | ";
  }

  private static String mean(double[] values) {
    return String.format(
        Locale.ROOT, "%.2f | ", Arrays.stream(values).average().orElse(Double.NaN));
  }

  private String evaluations(String contestant) {
    int most =
        trials.stream()
            .filter(t -> t.contestant().equals(contestant))
            .mapToInt(TrialLine::evaluations)
            .max()
            .orElse(1);
    return Integer.toString(most);
  }

  /** The mean over seeds of the best validation accuracy so far, a line for each strategy. */
  LineChart chart() {
    LineChart.Builder chart =
        LineChart.builder()
            .setTitle("Best network so far")
            .setXTitle("networks trained")
            .setYTitle("mean best validation accuracy (%)");
    for (String contestant : trials.stream().map(TrialLine::contestant).distinct().toList()) {
      double[] best = meanBest(contestant);
      double[] evaluations =
          IntStream.rangeClosed(1, best.length).mapToDouble(Integer::valueOf).toArray();
      chart.addSeries(contestant, evaluations, best);
    }
    return chart.build();
  }

  /** Returns the mean best after 1, 2 and so on evaluations, as far as every seed went. */
  double[] meanBest(String contestant) {
    List<Long> seeds =
        trials.stream()
            .filter(t -> t.contestant().equals(contestant))
            .map(TrialLine::seed)
            .distinct()
            .toList();
    List<double[]> runs = seeds.stream().map(seed -> best(contestant, seed)).toList();
    int length = runs.stream().mapToInt(run -> run.length).min().orElse(0);
    return IntStream.range(0, length)
        .mapToDouble(
            i -> PERCENT * runs.stream().mapToDouble(run -> run[i]).average().orElseThrow())
        .toArray();
  }

  private double[] best(String contestant, long seed) {
    double[] accuracies =
        trials.stream()
            .filter(t -> t.contestant().equals(contestant) && t.seed() == seed)
            .mapToDouble(t -> Double.isNaN(t.validation()) ? 0 : t.validation())
            .toArray();
    for (int i = 1; i < accuracies.length; i++) {
      accuracies[i] = Math.max(accuracies[i], accuracies[i - 1]);
    }
    return accuracies;
  }
}
