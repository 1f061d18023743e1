package io.github.tribuopnas.search;

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
   * trial of the last level that has one. Of equal accuracies the one asked first wins.
   *
   * @return the winner; empty if no trial is complete
   */
  public Optional<Trial<A>> best() {
    int last =
        trials.stream()
            .filter(Trial::isComplete)
            .mapToInt(trial -> trial.proposal().level())
            .max()
            .orElse(0);
    return bestOf(trials.stream().filter(trial -> trial.proposal().level() == last).toList());
  }

  /**
   * Returns the best measured trial of all levels. Of equal accuracies the one asked first wins.
   *
   * @return the best; empty if no trial is complete
   */
  public Optional<Trial<A>> bestOfAllLevels() {
    return bestOf(trials);
  }

  private static <A> Optional<Trial<A>> bestOf(List<Trial<A>> trials) {
    Trial<A> best = null;
    for (Trial<A> trial : trials) {
      if (trial.isComplete() && (best == null || trial.accuracy() > best.accuracy())) {
        best = trial;
      }
    }
    return Optional.ofNullable(best);
  }
}
