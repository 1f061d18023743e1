package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param <A> the architecture
 * @param trials all trials, in the order in which they were asked
 * @param earlyEnd why the search ended before it had asked all that it was set to ask; empty if it
 *     ended as set
 * @param undone what was asked and not measured, since the budget was spent
 */
public record SearchResult<A>(
    List<Trial<A>> trials, Optional<String> earlyEnd, List<Proposal<A>> undone) {

  /**
   * Copies the lists.
   *
   * @param trials all trials, in the order in which they were asked
   * @param earlyEnd why the search ended before it had asked all that it was set to ask; empty if
   *     it ended as set
   * @param undone what was asked and not measured, since the budget was spent
   */
  public SearchResult {
    trials = List.copyOf(trials);
    Objects.requireNonNull(earlyEnd, "earlyEnd");
    undone = List.copyOf(undone);
  }

  /**
   * Returns the winner as the paper defines it (PNAS, Algorithm 1, line 15): the best measured
   * trial of the last level that has one. Where trials have several fidelities, only those of the
   * highest count. Of equals in the first objective the best in the next wins, of equals in all of
   * them the one asked first.
   *
   * @param objectives what the search optimizes, the most important first
   * @return the winner; empty if no trial is complete and within the limits of all objectives
   */
  public Optional<Trial<A>> best(List<Objective> objectives) {
    return trials.stream()
        .filter(trial -> Ranking.isAccepted(trial, objectives))
        .min(
            Ranking.<A>byFidelity()
                .thenComparing(trial -> -trial.proposal().level())
                .thenComparing(Ranking.byScores(objectives)));
  }
}
