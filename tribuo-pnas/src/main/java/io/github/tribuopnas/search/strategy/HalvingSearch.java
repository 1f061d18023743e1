package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best of given candidates by {@link Halving}. Between rungs candidates are ranked by
 * their learning curves so far; of equals the one given first goes on. A failed trial drops out.
 *
 * @param <A> the architecture
 */
public final class HalvingSearch<A> implements SearchStrategy<A> {

  private final Objective objective;
  private final List<Halving.Rung> rungs;
  private final OpenBatch<A> open = new OpenBatch<>();
  private List<Proposal<A>> left;
  private int rung;
  private @Nullable String earlyEnd;

  /**
   * Starts a race.
   *
   * @param candidates what takes part, distinct; at least one
   * @param halving how the race goes
   * @param epochs the epochs of the full training, at least 1
   * @param objective what to optimize
   * @throws IllegalArgumentException if there are no candidates, or the epochs are below 1
   */
  public HalvingSearch(
      List<Proposal<A>> candidates, Halving halving, int epochs, Objective objective) {
    this.objective = Objects.requireNonNull(objective, "objective");
    rungs = halving.rungs(candidates.size(), epochs);
    left = List.copyOf(candidates);
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireClosed();
    if (rung == rungs.size()) {
      return List.of();
    }
    if (left.isEmpty()) {
      earlyEnd = "all trials of rung " + rung + " failed, so that no candidate is left";
      return List.of();
    }
    return open.open(
        left.stream()
            .map(candidate -> candidate.withFidelity(rungs.get(rung).fidelity()))
            .toList());
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    List<Trial<A>> ordered = open.close(trials);
    rung++;
    Stream<Trial<A>> complete = ordered.stream().filter(Trial::isComplete);
    left =
        (rung == rungs.size() ? complete : best(complete, rungs.get(rung).candidates()))
            .map(Trial::proposal)
            .toList();
  }

  private Stream<Trial<A>> best(Stream<Trial<A>> trials, int count) {
    return trials
        .sorted(
            Comparator.comparingDouble((Trial<A> trial) -> -LearningCurve.score(trial, objective)))
        .limit(count);
  }

  @Override
  public Optional<String> earlyEnd() {
    return Optional.ofNullable(earlyEnd);
  }
}
