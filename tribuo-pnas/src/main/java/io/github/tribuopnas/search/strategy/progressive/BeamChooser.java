package io.github.tribuopnas.search.strategy.progressive;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.strategy.Acquisition;
import io.github.tribuopnas.search.strategy.BeamRule;
import io.github.tribuopnas.search.strategy.FurtherObjective;
import io.github.tribuopnas.search.strategy.FurtherPredictions;
import io.github.tribuopnas.search.strategy.Predictions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses what is measured at a level (PNAS, Algorithm 1, lines 8 and 9): fits the surrogate,
 * predicts all candidates, takes those of the highest scores, and keeps places for what these
 * neglect. Where there are several objectives, a {@link BeamRule} takes those whose predictions are
 * within the limits instead.
 */
final class BeamChooser<A> {

  private final SearchSpace<A> space;
  private final Surrogate<A> surrogate;
  private final Acquisition acquisition;
  private final double exploration;
  private final Objective objective;
  private final List<Objective> objectives;
  private final List<Objective> sought;
  private final FurtherPredictions<A> further;
  private final BeamRule rule;
  private final Consumer<String> messages;

  /** Makes a chooser of a strategy that has this surrogate. */
  BeamChooser(StrategySetup<A> setup, Surrogate<A> surrogate) {
    space = setup.space();
    this.surrogate = surrogate;
    acquisition = setup.acquisition();
    exploration = setup.options().exploration();
    objective = setup.objective();
    objectives = setup.objectives();
    sought =
        Stream.concat(
                Stream.of(objective),
                setup.further().stream()
                    .filter(other -> other.role() == FurtherObjective.Role.SOUGHT)
                    .map(FurtherObjective::objective))
            .toList();
    further = new FurtherPredictions<>(setup.further());
    rule = setup.rule();
    messages = setup.messages();
  }

  /** The fewest trials from which all that this needs is predicted. */
  int minimumTrials() {
    return Math.max(surrogate.minimumTrials(), further.minimumTrials());
  }

  /**
   * Leaves out what is known to break a limit before any trial.
   *
   * @throws IllegalArgumentException if nothing is left
   */
  Candidates<A> withinLimits(Candidates<A> candidates) {
    return further.beforeTrials(candidates);
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
    further.fit(measured);
    FurtherPredictions.Within<A> within = further.within(candidates);
    Candidates<A> left = within.candidates();
    tellExcluded(within, candidates.size(), level, asked);
    surrogate.fit(
        measured.stream().map(Trial::architecture).toList(),
        measured.stream().mapToDouble(this::learned).toArray());
    double[] mean = new double[left.size()];
    double[] standardDeviation = new double[left.size()];
    surrogate.predict(left, mean, standardDeviation);
    double[] score = new double[left.size()];
    double[] gains = gains(mean);
    acquisition.score(gains, standardDeviation, random, score);
    requireNumbers(score, left, mean, standardDeviation);

    int exploring = exploring(asked.size() + count) - exploring(asked.size());
    IntPredicate allowed = place -> asked.isEmpty() || !asked.contains(left.get(place));
    int[] best =
        sought.size() == 1
            ? TopCandidates.find(score, count - exploring, allowed)
            : choose(
                predictions(within, gains, standardDeviation),
                measured,
                level,
                count - exploring,
                allowed);
    if (exploring > 0) {
      UnderusedComponents<A> neglected = new UnderusedComponents<>(space, left, score);
      best = neglected.extend(best, asked, exploring);
    }
    List<Proposal<A>> proposals = new ArrayList<>(best.length);
    for (int place : best) {
      proposals.add(
          Proposal.unpredicted(left.get(place), level)
              .withPrediction(mean[place], standardDeviation[place]));
    }
    return proposals;
  }

  private int[] choose(
      Predictions predictions,
      List<Trial<A>> measured,
      int level,
      int count,
      IntPredicate allowed) {
    boolean isNew = measured.stream().noneMatch(trial -> trial.proposal().level() == level);
    double[] reference =
        isNew ? Reference.beyond(measured, sought, predictions) : Reference.of(measured, sought);
    return rule.choose(predictions, scores(measured), reference, count, allowed);
  }

  /** Once a level: what is learned later changes little. */
  private void tellExcluded(FurtherPredictions.Within<A> within, int all, int level, Set<A> asked) {
    if (asked.isEmpty() && !within.excluded().isEmpty()) {
      messages.accept(
          within.excluded().entrySet().stream()
              .map(entry -> entry.getValue() + " by " + entry.getKey())
              .collect(
                  Collectors.joining(
                      ", ",
                      "level "
                          + level
                          + ": of "
                          + all
                          + " cells "
                          + (all - within.candidates().size())
                          + " would break a limit and are not trained: ",
                      "")));
    }
  }

  /**
   * What the surrogate is told of a trial. Where others are sought besides, and what is worse than
   * a limit does not count, it is all the same how much worse: a network that did not learn at all
   * would else hide the differences between those that did.
   */
  private double learned(Trial<A> trial) {
    double value = objective.value(trial);
    return sought.size() == 1 || objective.acceptsValue(value)
        ? value
        : objective.limit().orElse(value);
  }

  private static <A> Predictions predictions(
      FurtherPredictions.Within<A> within, double[] gains, double[] standardDeviation) {
    return new Predictions(
        joined(gains, within.mean()), joined(standardDeviation, within.deviation()));
  }

  private static double[][] joined(double[] first, double[][] others) {
    return Stream.concat(Stream.of(first), Arrays.stream(others)).toArray(double[][]::new);
  }

  private double[][] scores(List<Trial<A>> measured) {
    return measured.stream()
        .filter(trial -> objectives.stream().allMatch(o -> o.accepts(trial)))
        .map(trial -> sought.stream().mapToDouble(o -> o.score(trial)).toArray())
        .toArray(double[][]::new);
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
