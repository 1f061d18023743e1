package io.github.tribuopnas.surrogate.prior;

import io.github.tribuopnas.surrogate.feature.SizedCellFeatures;
import io.github.tribuopnas.surrogate.row.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How earlier trials of one source and number of blocks differ from their mean: in their features,
 * and in their loss. What sources and levels are like as a whole, hard or easy, random cells or
 * chosen ones, is taken out of both. Immutable.
 *
 * @param rows of features, each less the mean of its group
 * @param scores by how many standard deviations of its group a loss is smaller than the mean; a
 *     loss knows more than an accuracy, which few images decide
 */
record EarlierDifferences(List<double[]> rows, List<Double> scores) {

  static EarlierDifferences of(List<EarlierTrial> trials, SizedCellFeatures features) {
    Map<String, Map<Integer, List<EarlierTrial>>> groups = new TreeMap<>();
    for (EarlierTrial trial : trials) {
      groups
          .computeIfAbsent(trial.source(), source -> new TreeMap<>())
          .computeIfAbsent(trial.cell().size(), size -> new ArrayList<>())
          .add(trial);
    }
    EarlierDifferences all = new EarlierDifferences(new ArrayList<>(), new ArrayList<>());
    for (Map<Integer, List<EarlierTrial>> levels : groups.values()) {
      for (List<EarlierTrial> group : levels.values()) {
        all.addGroup(group, features);
      }
    }
    return all;
  }

  private void addGroup(List<EarlierTrial> group, SizedCellFeatures features) {
    double[] losses = group.stream().mapToDouble(EarlierTrial::loss).toArray();
    double mean = Moments.mean(losses);
    double deviation = Moments.deviation(losses);
    if (deviation == 0) {
      return;
    }
    double[][] ofGroup = new double[losses.length][features.names().size()];
    for (int i = 0; i < losses.length; i++) {
      features.extract(group.get(i).cell(), ofGroup[i]);
      rows.add(ofGroup[i]);
      scores.add((mean - losses[i]) / deviation);
    }
    for (int column = 0; column < features.names().size(); column++) {
      int of = column;
      double center = Moments.mean(Arrays.stream(ofGroup).mapToDouble(row -> row[of]).toArray());
      for (double[] row : ofGroup) {
        row[column] -= center;
      }
    }
  }

  /** Whether nothing can be learned. */
  boolean isEmpty() {
    return rows.isEmpty();
  }
}
