package io.github.tribuopnas.search.strategy.economy;

import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a race says of its candidates, all on the scale of its first rung, at which the candidates
 * of every race were trained equally long. A candidate that came further is judged by its last
 * rung, whose mean and deviation are brought to those which the same candidates had at the first.
 *
 * @param objective what is judged
 */
record RaceEstimates<A>(Objective objective) {

  /** Fewer values have no deviation worth the name. */
  private static final int LEAST_FOR_DEVIATION = 3;

  /** Mean and deviation of some scores. */
  private record Moments(double mean, double deviation) {

    static Moments of(List<Double> scores) {
      double mean = scores.stream().mapToDouble(score -> score).average().orElseThrow();
      double squares = scores.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum();
      return new Moments(mean, Math.sqrt(squares / scores.size()));
    }
  }

  /**
   * Returns an estimate of each candidate.
   *
   * @param candidates as the race was given them
   * @param rungs the trials of each rung, at least one; the first has all candidates
   * @return a trial of each candidate, in their order: failed if any of its trials failed, or else
   *     with the estimate in place of what was measured
   */
  List<Trial<A>> of(List<Proposal<A>> candidates, List<List<Trial<A>>> rungs) {
    Map<A, Trial<A>> last = new HashMap<>();
    Map<A, Double> first = new HashMap<>();
    Map<A, Double> estimates = new HashMap<>();
    for (List<Trial<A>> rung : rungs) {
      rung.forEach(trial -> last.put(trial.architecture(), trial));
      List<Trial<A>> complete = rung.stream().filter(Trial::isComplete).toList();
      if (first.isEmpty()) {
        complete.forEach(trial -> first.put(trial.architecture(), score(trial)));
        estimates.putAll(first);
      } else if (!complete.isEmpty()) {
        estimates.putAll(onFirst(complete, first));
      }
    }
    List<Trial<A>> all = new ArrayList<>();
    for (Proposal<A> candidate : candidates) {
      Trial<A> trial = Objects.requireNonNull(last.get(candidate.architecture()));
      all.add(
          (trial.isComplete()
                  ? estimated(
                      trial, Objects.requireNonNull(estimates.get(candidate.architecture())))
                  : trial)
              .withProposal(candidate));
    }
    return List.copyOf(all);
  }

  private double score(Trial<A> trial) {
    return LearningCurve.score(trial, objective);
  }

  private Map<A, Double> onFirst(List<Trial<A>> rung, Map<A, Double> first) {
    Moments before =
        Moments.of(
            rung.stream()
                .map(trial -> Objects.requireNonNull(first.get(trial.architecture())))
                .toList());
    Moments now = Moments.of(rung.stream().map(this::score).toList());
    double slope =
        rung.size() < LEAST_FOR_DEVIATION || now.deviation() == 0
            ? 1
            : before.deviation() / now.deviation();
    Map<A, Double> estimates = new HashMap<>();
    rung.forEach(
        trial ->
            estimates.put(
                trial.architecture(), before.mean() + slope * (score(trial) - now.mean())));
    return estimates;
  }

  private Trial<A> estimated(Trial<A> trial, double score) {
    double value = objective.direction().score(score);
    if (objective.metric().equals(Metrics.ACCURACY)) {
      value = Math.min(1, Math.max(0, value));
    }
    return trial.withMetrics(trial.metrics().with(objective.metric(), value));
  }
}
