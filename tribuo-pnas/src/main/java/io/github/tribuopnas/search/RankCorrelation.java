package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Spearman's rank correlation, by which PNAS judges its predictors (section 5.1): how well the
 * order of the predictions agrees with the order of the measurements.
 */
public final class RankCorrelation {

  private RankCorrelation() {}

  /**
   * Returns Spearman's rank correlation. Equal values share the average of their ranks; pairs in
   * which a number is NaN are left out.
   *
   * @param first some numbers
   * @param second their partners, in the same order
   * @return the correlation, -1 to 1; NaN if fewer than two pairs are left or one side is constant
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double spearman(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          first.length + " numbers and " + second.length + " partners; allowed are equally many");
    }
    double[] x = new double[first.length];
    double[] y = new double[first.length];
    int pairs = 0;
    for (int i = 0; i < first.length; i++) {
      if (!Double.isNaN(first[i]) && !Double.isNaN(second[i])) {
        x[pairs] = first[i];
        y[pairs] = second[i];
        pairs++;
      }
    }
    return pearson(ranks(Arrays.copyOf(x, pairs)), ranks(Arrays.copyOf(y, pairs)));
  }

  /**
   * Returns the correlation of predicted with measured values at each level. Where a level has
   * trials of several fidelities, those of the lowest are taken, which all its architectures have.
   *
   * @param <A> the architecture
   * @param trials trials of a search
   * @param objective what was predicted
   * @return the correlation by level, for every level at which a prediction was made; NaN where it
   *     is undefined
   */
  public static <A> SortedMap<Integer, Double> byLevel(List<Trial<A>> trials, Objective objective) {
    SortedMap<Integer, Double> correlations = new TreeMap<>();
    for (Trial<A> trial : trials) {
      int level = trial.proposal().level();
      if (!Double.isNaN(trial.proposal().predicted())) {
        correlations.computeIfAbsent(level, key -> ofLevel(trials, key, objective));
      }
    }
    return correlations;
  }

  private static <A> double ofLevel(List<Trial<A>> trials, int level, Objective objective) {
    List<Trial<A>> ofLevel = trials.stream().filter(t -> t.proposal().level() == level).toList();
    Fidelity lowest =
        ofLevel.stream().map(t -> t.proposal().fidelity()).min(Fidelity::compareTo).orElseThrow();
    List<Trial<A>> chosen =
        ofLevel.stream().filter(t -> t.proposal().fidelity().equals(lowest)).toList();
    return spearman(
        chosen.stream().mapToDouble(t -> t.proposal().predicted()).toArray(),
        chosen.stream().mapToDouble(objective::value).toArray());
  }

  private static double[] ranks(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ranks = new double[values.length];
    int from = 0;
    while (from < order.length) {
      int to = from + 1;
      // By ==, so that -0.0 and 0.0, which sort apart, tie.
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to + 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static double pearson(double[] x, double[] y) {
    double middle = (x.length + 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - middle) * (y[i] - middle);
      xx += (x[i] - middle) * (x[i] - middle);
      yy += (y[i] - middle) * (y[i] - middle);
    }
    return xx == 0 || yy == 0 ? Double.NaN : xy / Math.sqrt(xx * yy);
  }
}
