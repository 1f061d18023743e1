package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The front of a search for several objectives: the trials that no other dominates. */
public final class Front {

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
}
