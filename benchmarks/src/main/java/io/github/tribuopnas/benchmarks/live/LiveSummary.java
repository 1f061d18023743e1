package io.github.tribuopnas.benchmarks.live;

import io.github.tribuopnas.benchmarks.charts.LineChart;
import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.search.front.Hypervolume;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the searches found, summed up.
 *
 * @param trials of all contestants and seeds
 * @param winners likewise
 * @param floor accuracy up to which nothing counts
 */
record LiveSummary(List<LiveTrial> trials, List<LiveWinner> winners, double floor) {

  private static final int STEPS = 60;

  /** Copies the lists. */
  LiveSummary {
    trials = List.copyOf(trials);
    winners = List.copyOf(winners);
  }

  /**
   * Returns the area between floor and accuracy, and between the slowest cell of that seed and
   * latency, as a fraction of that of all contestants together.
   */
  double hypervolume(String contestant, long seed) {
    List<LiveTrial> ofSeed = trials.stream().filter(trial -> trial.seed() == seed).toList();
    double slowest = ofSeed.stream().mapToDouble(LiveTrial::latency).max().orElseThrow();
    double whole = area(ofSeed, slowest);
    List<LiveTrial> own = of(contestant).filter(trial -> trial.seed() == seed).toList();
    return whole > 0 ? area(own, slowest) / whole : 0;
  }

  private Stream<LiveTrial> of(String contestant) {
    return trials.stream().filter(trial -> trial.contestant().equals(contestant));
  }

  private double area(List<LiveTrial> some, double slowest) {
    return Hypervolume.of(
        some.stream()
            .map(trial -> new double[] {trial.accuracy(), -trial.latency()})
            .toArray(double[][]::new),
        new double[] {floor, -slowest});
  }

  /** Returns the rank correlation of predicted with measured latency at a level. */
  double correlation(String contestant, long seed, int level) {
    List<LiveTrial> own =
        of(contestant).filter(trial -> trial.seed() == seed && trial.level() == level).toList();
    return RankCorrelation.spearman(
        own.stream().mapToDouble(LiveTrial::predicted).toArray(),
        own.stream().mapToDouble(LiveTrial::latency).toArray());
  }

  /** The best accuracy within each latency, in the mean over seeds, as a chart. */
  String chart() {
    double slowest = trials.stream().mapToDouble(LiveTrial::latency).max().orElseThrow();
    LineChart.Builder chart =
        LineChart.builder()
            .setTitle("Best validation accuracy within a latency")
            .setXTitle("milliseconds")
            .setYTitle("accuracy");
    double[] latencies =
        IntStream.rangeClosed(1, STEPS).mapToDouble(step -> slowest * step / STEPS).toArray();
    for (String contestant : trials.stream().map(LiveTrial::contestant).distinct().toList()) {
      double[] best = Arrays.stream(latencies).map(latency -> best(contestant, latency)).toArray();
      int from = (int) Arrays.stream(best).takeWhile(Double::isNaN).count();
      if (from < STEPS) {
        chart.addSeries(
            contestant,
            Arrays.copyOfRange(latencies, from, STEPS),
            Arrays.copyOfRange(best, from, STEPS));
      }
    }
    return chart.build().svg();
  }

  /** NaN if a seed has no cell that is as fast. */
  private double best(String contestant, double latency) {
    Map<Long, Double> bestOfSeeds = new TreeMap<>();
    of(contestant)
        .forEach(
            trial ->
                bestOfSeeds.merge(
                    trial.seed(),
                    trial.latency() <= latency && Double.isFinite(trial.accuracy())
                        ? trial.accuracy()
                        : Double.NEGATIVE_INFINITY,
                    Math::max));
    return bestOfSeeds.values().stream()
        .mapToDouble(best -> Double.isFinite(best) ? best : Double.NaN)
        .average()
        .orElse(Double.NaN);
  }

  /** A table for the documentation. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "| search | seed | hypervolume | latency predicted, level 2, 3, 4 | winner's test"
                + " accuracy | its latency, ms | limit, ms"
                + " |%n|---|---:|---:|---|---:|---:|---:|%n"));
    for (LiveWinner winner : winners) {
      text.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %d | %.3f | %.2f, %.2f, %.2f | %.4f | %.3f | %.3f |%n",
              winner.contestant(),
              winner.seed(),
              hypervolume(winner.contestant(), winner.seed()),
              correlation(winner.contestant(), winner.seed(), 2),
              correlation(winner.contestant(), winner.seed(), 3),
              correlation(winner.contestant(), winner.seed(), 4),
              winner.test(),
              winner.latency(),
              winner.limit()));
    }
    return text.toString();
  }
}
