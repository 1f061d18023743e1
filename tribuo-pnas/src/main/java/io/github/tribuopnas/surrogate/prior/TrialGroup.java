package io.github.tribuopnas.surrogate.prior;

import io.github.tribuopnas.surrogate.feature.SizedCellFeatures;
import io.github.tribuopnas.surrogate.row.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Earlier trials that can be compared: of one source, with as many blocks.
 *
 * @param trials two at least
 */
record TrialGroup(List<EarlierTrial> trials) {

  /** Returns all groups of two trials and more, in an order that depends on nothing else. */
  static List<TrialGroup> of(List<EarlierTrial> trials) {
    Map<String, Map<Integer, List<EarlierTrial>>> groups = new TreeMap<>();
    for (EarlierTrial trial : trials) {
      groups
          .computeIfAbsent(trial.source(), source -> new TreeMap<>())
          .computeIfAbsent(trial.cell().size(), size -> new ArrayList<>())
          .add(trial);
    }
    return groups.values().stream()
        .flatMap(levels -> levels.values().stream())
        .filter(group -> group.size() > 1)
        .map(TrialGroup::new)
        .toList();
  }

  /**
   * Returns how good each trial is among those of the group: by how many standard deviations its
   * loss is smaller than the mean. A loss knows more than an accuracy, which few images decide.
   */
  double[] scores() {
    double[] losses = trials.stream().mapToDouble(EarlierTrial::loss).toArray();
    double mean = Moments.mean(losses);
    double deviation = Moments.deviation(losses);
    return Arrays.stream(losses).map(v -> deviation > 0 ? (mean - v) / deviation : 0).toArray();
  }

  /** Returns the features of each trial, less their mean over the group. */
  double[][] rows(SizedCellFeatures features) {
    double[][] rows = new double[trials.size()][features.names().size()];
    for (int i = 0; i < rows.length; i++) {
      features.extract(trials.get(i).cell(), rows[i]);
    }
    for (int column = 0; column < features.names().size(); column++) {
      int of = column;
      double mean = Moments.mean(Arrays.stream(rows).mapToDouble(row -> row[of]).toArray());
      for (double[] row : rows) {
        row[column] -= mean;
      }
    }
    return rows;
  }
}
