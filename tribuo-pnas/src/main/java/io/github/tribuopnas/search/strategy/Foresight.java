package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was known before the first trial, compared with what trials then reached. */
public final class Foresight {

  private Foresight() {}

  /**
   * Compares.
   *
   * @param <A> the architecture
   * @param unfitted what predicts, never fitted
   * @param trials all trials of a search
   * @param objective what was predicted
   * @return Spearman's rank correlation with the trials of each level that tells one; none if the
   *     surrogate does not predict before it is fitted
   */
  public static <A> SortedMap<Integer, Double> byLevel(
      Surrogate<A> unfitted, List<Trial<A>> trials, Objective objective) {
    if (unfitted.minimumTrials() > 0) {
      return Collections.emptySortedMap();
    }
    double[] mean = new double[trials.size()];
    double[] deviation = new double[trials.size()];
    unfitted.predict(
        Candidates.of(trials.stream().map(Trial::architecture).toList()), mean, deviation);
    List<Trial<A>> foreseen = new ArrayList<>();
    for (Trial<A> trial : trials) {
      int place = foreseen.size();
      foreseen.add(
          trial.withProposal(trial.proposal().withPrediction(mean[place], deviation[place])));
    }
    SortedMap<Integer, Double> correlations =
        new TreeMap<>(RankCorrelation.byLevel(foreseen, objective));
    correlations.values().removeIf(correlation -> correlation.isNaN());
    return Collections.unmodifiableSortedMap(correlations);
  }
}
