package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Chooses what is measured at a level (PNAS, Algorithm 1, lines 8 and 9): fits the surrogate,
 * predicts all candidates, takes those of the highest scores, and keeps places for what these
 * neglect.
 */
final class BeamChooser<A> {

  private final SearchSpace<A> space;
  private final Surrogate<A> surrogate;
  private final Acquisition acquisition;
  private final double exploration;
  private final Objective objective;

  /** Makes a chooser of a strategy that has this surrogate. */
  BeamChooser(StrategySetup<A> setup, Surrogate<A> surrogate) {
    space = setup.space();
    this.surrogate = surrogate;
    acquisition = setup.acquisition();
    exploration = setup.options().exploration();
    objective = setup.objective();
  }

  /**
   * Chooses candidates, best first, then those that explore.
   *
   * @param measured complete trials of all levels
   * @param candidates all of the level
   * @param level their level
   * @param asked those of the level that were asked before
   * @param count how many to choose; fewer if there are no more
   */
  List<Proposal<A>> choose(
      List<Trial<A>> measured,
      Candidates<A> candidates,
      int level,
      Set<A> asked,
      int count,
      RandomGenerator random) {
    surrogate.fit(
        measured.stream().map(Trial::architecture).toList(),
        measured.stream().mapToDouble(objective::value).toArray());
    double[] mean = new double[candidates.size()];
    double[] standardDeviation = new double[candidates.size()];
    surrogate.predict(candidates, mean, standardDeviation);
    double[] score = new double[candidates.size()];
    acquisition.score(gains(mean), standardDeviation, random, score);
    requireNumbers(score, candidates, mean, standardDeviation);

    int exploring = exploring(asked.size() + count) - exploring(asked.size());
    int[] best =
        TopCandidates.find(
            score,
            count - exploring,
            place -> asked.isEmpty() || !asked.contains(candidates.get(place)));
    if (exploring > 0) {
      UnderusedComponents<A> neglected = new UnderusedComponents<>(space, candidates, score);
      best = neglected.extend(best, asked, exploring);
    }
    List<Proposal<A>> proposals = new ArrayList<>(best.length);
    for (int place : best) {
      proposals.add(
          Proposal.unpredicted(candidates.get(place), level)
              .withPrediction(mean[place], standardDeviation[place]));
    }
    return proposals;
  }

  /** Acquisitions take the highest, so low values that are better change their sign. */
  private double[] gains(double[] mean) {
    return Arrays.stream(mean).map(objective.direction()::score).toArray();
  }

  /** How many of the first places of a level explore, spread evenly over its batches. */
  private int exploring(int places) {
    return (int) Math.floor(exploration * places);
  }

  private void requireNumbers(
      double[] score, Candidates<A> candidates, double[] mean, double[] standardDeviation) {
    for (int i = 0; i < score.length; i++) {
      if (Double.isNaN(score[i])) {
        throw new IllegalStateException(
            "the score of "
                + space.id(candidates.get(i))
                + " is NaN (mean "
                + mean[i]
                + ", spread "
                + standardDeviation[i]
                + "); use another surrogate");
      }
    }
  }
}
