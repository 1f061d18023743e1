package io.github.tribuopnas.benchmarks.live;

import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.search.front.Hypervolume;
import java.util.List;
import java.util.Locale;

/**
 * What the searches found, summed up.
 *
 * @param trials of all contestants and seeds
 * @param winners likewise
 * @param floor accuracy up to which nothing counts
 */
record LiveSummary(List<LiveTrial> trials, List<LiveWinner> winners, double floor) {

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
    List<LiveTrial> own =
        ofSeed.stream().filter(trial -> trial.contestant().equals(contestant)).toList();
    return whole > 0 ? area(own, slowest) / whole : 0;
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
        trials.stream()
            .filter(trial -> trial.contestant().equals(contestant))
            .filter(trial -> trial.seed() == seed && trial.level() == level)
            .toList();
    return RankCorrelation.spearman(
        own.stream().mapToDouble(LiveTrial::predicted).toArray(),
        own.stream().mapToDouble(LiveTrial::latency).toArray());
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
