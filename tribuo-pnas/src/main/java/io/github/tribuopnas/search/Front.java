package io.github.tribuopnas.search;

import io.github.tribuopnas.search.front.Hypervolume;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/** The front of a search for several objectives: the trials that no other dominates. */
public final class Front {

  private static final double BELOW_THE_WORST = -0.1;

  private Front() {}

  /**
   * Returns which objectives are traded off against each other. A search for one other than the
   * accuracy has the accuracy behind it, which decides between equals only.
   *
   * @param objectives what a search optimizes, the most important first
   * @return the first, and the further ones that are more than that
   */
  public static List<Objective> tradedOff(List<Objective> objectives) {
    return IntStream.range(0, objectives.size())
        .filter(i -> i == 0 || !objectives.get(i).metric().equals(Metrics.ACCURACY))
        .mapToObj(objectives::get)
        .toList();
  }

  /**
   * Returns the front of the trials of the highest fidelity within all limits.
   *
   * @param <A> the architecture
   * @param trials all trials of a search
   * @param objectives what it optimizes, the most important first
   * @return the front, the best in the first objective first; empty if no trial is complete and
   *     within the limits
   */
  public static <A> List<Trial<A>> of(List<Trial<A>> trials, List<Objective> objectives) {
    List<Trial<A>> accepted =
        trials.stream().filter(trial -> Ranking.isAccepted(trial, objectives)).toList();
    return accepted.stream()
        .map(trial -> trial.proposal().fidelity())
        .max(Comparator.naturalOrder())
        .map(
            highest ->
                ParetoFront.of(
                    accepted.stream()
                        .filter(trial -> trial.proposal().fidelity().equals(highest))
                        .toList(),
                    tradedOff(objectives)))
        .orElse(List.of())
        .stream()
        .sorted(Ranking.byScores(objectives))
        .toList();
  }

  /**
   * Orders the members of a front so that each adds the most to the volume that those before it
   * dominate, where each objective goes from 0, its worst on the front, to 1, its best.
   *
   * @param <A> the architecture
   * @param first where to begin, which need not be of the front
   * @param front the members
   * @param objectives what is optimized, the most important first
   * @return the members without the first one; of equals, in the order of the front
   */
  public static <A> List<Trial<A>> spread(
      Trial<A> first, List<Trial<A>> front, List<Objective> objectives) {
    List<Objective> tradedOff = tradedOff(objectives);
    List<Trial<A>> left = new ArrayList<>(front);
    left.remove(first);
    List<double[]> taken = new ArrayList<>(List.of(scaled(first, front, tradedOff)));
    List<Trial<A>> ordered = new ArrayList<>();
    double[] reference = new double[tradedOff.size()];
    // Members that are the worst in one objective shall add something too.
    Arrays.fill(reference, BELOW_THE_WORST);
    while (!left.isEmpty()) {
      Trial<A> most = left.get(0);
      double volume = -1;
      for (Trial<A> trial : left) {
        taken.add(scaled(trial, front, tradedOff));
        double with = Hypervolume.of(taken.toArray(double[][]::new), reference);
        taken.remove(taken.size() - 1);
        if (with > volume) {
          volume = with;
          most = trial;
        }
      }
      taken.add(scaled(most, front, tradedOff));
      ordered.add(most);
      left.remove(most);
    }
    return List.copyOf(ordered);
  }

  private static <A> double[] scaled(
      Trial<A> trial, List<Trial<A>> front, List<Objective> objectives) {
    return objectives.stream()
        .mapToDouble(
            objective -> {
              DoubleSummaryStatistics scores =
                  front.stream().mapToDouble(objective::score).summaryStatistics();
              double range = scores.getMax() - scores.getMin();
              return range > 0 ? (objective.score(trial) - scores.getMin()) / range : 0;
            })
        .toArray();
  }
}
