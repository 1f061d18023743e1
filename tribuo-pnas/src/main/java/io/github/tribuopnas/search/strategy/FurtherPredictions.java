package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Predicts the objectives besides the first, and which candidates are within their limits.
 *
 * @param <A> the architecture
 */
public final class FurtherPredictions<A> {

  private final List<Objective> objectives;
  private final List<FurtherObjective.Role> roles;
  private final List<Surrogate<A>> surrogates;
  private boolean isFitted;

  /**
   * Makes predictors of objectives.
   *
   * @param further the objectives, each with what predicts it; none if nothing is sought besides
   */
  public FurtherPredictions(List<FurtherObjective<A>> further) {
    objectives = further.stream().map(FurtherObjective::objective).toList();
    roles = further.stream().map(FurtherObjective::role).toList();
    surrogates = further.stream().map(objective -> objective.surrogate().get()).toList();
  }

  /**
   * The candidates within all limits, and what is predicted of them.
   *
   * @param <A> the architecture
   * @param candidates those that are left
   * @param mean the mean score of each objective that is sought and candidate that is left
   * @param deviation the standard deviations likewise
   * @param excluded how many break the limit of each metric; some break several
   */
  public record Within<A>(
      Candidates<A> candidates,
      double[][] mean,
      double[][] deviation,
      Map<String, Integer> excluded) {}

  /**
   * Returns the fewest trials that all predictors need.
   *
   * @return the number, at least 0
   */
  public int minimumTrials() {
    return surrogates.stream().mapToInt(Surrogate::minimumTrials).max().orElse(0);
  }

  /**
   * Leaves out what is known to break a limit before any trial.
   *
   * @param candidates any candidates
   * @return those of them that are left, in their order
   * @throws IllegalArgumentException if nothing is left; the message names the best value
   */
  public Candidates<A> beforeTrials(Candidates<A> candidates) {
    Candidates<A> left = candidates;
    for (int i = 0; i < surrogates.size(); i++) {
      Objective objective = objectives.get(i);
      if (surrogates.get(i).minimumTrials() == 0 && objective.limit().isPresent()) {
        double[] values = new double[left.size()];
        surrogates.get(i).predict(left, values, new double[left.size()]);
        objective.requireOneAccepted(values);
        int[] kept =
            IntStream.range(0, values.length)
                .filter(place -> objective.acceptsValue(values[place]))
                .toArray();
        left = kept.length == values.length ? left : new SomeCandidates<>(left, kept);
      }
    }
    return left;
  }

  /**
   * Returns the metrics whose limits an architecture breaks, as far as is known by now.
   *
   * @param architecture any architecture
   * @return their names; none if it breaks no limit
   */
  public List<String> broken(A architecture) {
    List<String> broken = new ArrayList<>();
    for (int i = 0; i < surrogates.size(); i++) {
      boolean isKnown = isFitted || surrogates.get(i).minimumTrials() == 0;
      if (isKnown && objectives.get(i).limit().isPresent()) {
        double[] value = new double[1];
        surrogates.get(i).predict(Candidates.of(List.of(architecture)), value, new double[1]);
        if (!objectives.get(i).acceptsValue(value[0])) {
          broken.add(objectives.get(i).metric());
        }
      }
    }
    return List.copyOf(broken);
  }

  /**
   * Fits all predictors.
   *
   * @param measured complete trials, at least {@link #minimumTrials}
   */
  public void fit(List<Trial<A>> measured) {
    isFitted = true;
    List<A> architectures = measured.stream().map(Trial::architecture).toList();
    for (int i = 0; i < surrogates.size(); i++) {
      surrogates
          .get(i)
          .fit(architectures, measured.stream().mapToDouble(objectives.get(i)::value).toArray());
    }
  }

  /**
   * Predicts candidates, and leaves out those that are predicted to break a limit.
   *
   * @param candidates any candidates
   * @return those that are left, with what is predicted of them
   */
  public Within<A> within(Candidates<A> candidates) {
    List<double[]> mean = new ArrayList<>();
    List<double[]> deviation = new ArrayList<>();
    Map<String, Integer> excluded = new LinkedHashMap<>();
    boolean[] breaks = new boolean[candidates.size()];
    for (int i = 0; i < surrogates.size(); i++) {
      double[] means = new double[candidates.size()];
      double[] deviations = new double[candidates.size()];
      surrogates.get(i).predict(candidates, means, deviations);
      Objective objective = objectives.get(i);
      for (int place = 0; place < means.length; place++) {
        if (!objective.acceptsValue(means[place])) {
          breaks[place] = true;
          excluded.merge(objective.metric(), 1, Integer::sum);
        }
        means[place] = objective.direction().score(means[place]);
      }
      if (roles.get(i) == FurtherObjective.Role.SOUGHT) {
        mean.add(means);
        deviation.add(deviations);
      }
    }
    int[] kept = IntStream.range(0, breaks.length).filter(place -> !breaks[place]).toArray();
    return kept.length == breaks.length
        ? new Within<>(
            candidates, mean.toArray(double[][]::new), deviation.toArray(double[][]::new), excluded)
        : new Within<>(
            new SomeCandidates<>(candidates, kept), of(mean, kept), of(deviation, kept), excluded);
  }

  private static double[][] of(List<double[]> values, int[] kept) {
    return values.stream()
        .map(all -> Arrays.stream(kept).mapToDouble(place -> all[place]).toArray())
        .toArray(double[][]::new);
  }
}
