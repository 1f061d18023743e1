package io.github.tribuopnas.benchmarks.live;

import io.github.tribuopnas.benchmarks.lines.LineFormat;
import io.github.tribuopnas.search.RankCorrelation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The latency of a random cell.
 *
 * @param level how many blocks the cell has
 * @param cell its text form
 * @param latency milliseconds of a run of its exported model, as measured
 * @param predicted what latency was predicted to be from the levels below; NaN for the first
 */
record PredictedLatency(int level, String cell, double latency, double predicted) {

  private static final double PERCENT = 100;

  /** As CSV. */
  static final LineFormat<PredictedLatency> LINES =
      new LineFormat<>(
          List.of("level", "cell", "latency", "predicted"),
          each -> List.of(each.level, each.cell, each.latency, each.predicted),
          line ->
              new PredictedLatency(
                  Integer.parseInt(line.get("level")),
                  line.get("cell"),
                  Double.parseDouble(line.get("latency")),
                  Double.parseDouble(line.get("predicted"))));

  /** Returns a line for each level above the first, for the documentation. */
  static String markdown(List<PredictedLatency> all, int blocks) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "| level | cells | slowest / fastest | rank correlation | median error |%n"
                + "|---:|---:|---:|---:|---:|%n"));
    for (int level = 2; level <= blocks; level++) {
      int wanted = level;
      List<PredictedLatency> own = all.stream().filter(each -> each.level == wanted).toList();
      double[] latencies = own.stream().mapToDouble(PredictedLatency::latency).toArray();
      double[] predictions = own.stream().mapToDouble(PredictedLatency::predicted).toArray();
      double[] errors =
          own.stream()
              .mapToDouble(each -> Math.abs(each.predicted / each.latency - 1))
              .sorted()
              .toArray();
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %d | %.1f | %.3f | %.1f %% |%n",
              level,
              own.size(),
              Arrays.stream(latencies).max().orElseThrow()
                  / Arrays.stream(latencies).min().orElseThrow(),
              RankCorrelation.spearman(predictions, latencies),
              PERCENT * errors[errors.length / 2]));
    }
    return text.toString();
  }
}
