package io.github.tribuopnas.benchmarks.curves;

import io.github.tribuopnas.search.RankCorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How well accuracy and loss after each epoch rank cells by their test accuracy after the last.
 *
 * @param cells the lines of each cell, by epoch from 1; all cells have as many
 */
record RankTable(List<List<RankLine>> cells) {

  private static final int RESAMPLES = 2000;
  private static final double TAIL = 0.05;

  /** Groups lines, which may come in any order, by cell. */
  static RankTable of(List<RankLine> lines) {
    Map<String, TreeMap<Integer, RankLine>> byCell = new TreeMap<>();
    lines.forEach(
        line ->
            byCell.computeIfAbsent(line.cell(), cell -> new TreeMap<>()).put(line.epoch(), line));
    return new RankTable(
        byCell.values().stream().map(epochs -> List.copyOf(epochs.values())).toList());
  }

  int epochs() {
    return cells.get(0).size();
  }

  double byAccuracy(int epoch) {
    return byAccuracy(epoch, cells);
  }

  double byLoss(int epoch) {
    return byLoss(epoch, cells);
  }

  private static double byAccuracy(int epoch, List<List<RankLine>> sample) {
    return spearman(
        sample.stream().mapToDouble(cell -> cell.get(epoch - 1).accuracy()).toArray(), sample);
  }

  private static double byLoss(int epoch, List<List<RankLine>> sample) {
    return spearman(
        sample.stream().mapToDouble(cell -> -cell.get(epoch - 1).loss()).toArray(), sample);
  }

  private static double spearman(double[] early, List<List<RankLine>> sample) {
    return RankCorrelation.spearman(
        early, sample.stream().mapToDouble(cell -> cell.get(0).test()).toArray());
  }

  /** The 5 % and 95 % points of loss less accuracy over cells drawn with replacement. */
  double[] interval(int epoch) {
    SplittableRandom random = new SplittableRandom(epoch);
    double[] differences = new double[RESAMPLES];
    Arrays.setAll(
        differences,
        i -> {
          List<List<RankLine>> sample = new ArrayList<>();
          cells.forEach(cell -> sample.add(cells.get(random.nextInt(cells.size()))));
          return byLoss(epoch, sample) - byAccuracy(epoch, sample);
        });
    Arrays.sort(differences);
    int tail = (int) (TAIL * RESAMPLES);
    return new double[] {differences[tail], differences[RESAMPLES - 1 - tail]};
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Spearman's rank correlation with the test accuracy after %d epochs, of %d cells; in"
                + " brackets the 90 %% interval of the difference.%n%n"
                + "| after epoch | accuracy | loss | difference |%n|---:|---:|---:|---:|%n",
            epochs(),
            cells.size()));
    for (int epoch = 1; epoch <= epochs(); epoch++) {
      double[] interval = interval(epoch);
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %.2f | %.2f | %+.2f (%+.2f to %+.2f) |%n",
              epoch,
              byAccuracy(epoch),
              byLoss(epoch),
              byLoss(epoch) - byAccuracy(epoch),
              interval[0],
              interval[1]));
    }
    return text.toString();
  }
}
