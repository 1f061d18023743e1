package io.github.tribuopnas.search.strategy.economy;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.Halving;
import io.github.tribuopnas.search.strategy.OpenBatch;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best of given candidates by {@link Halving}. Between rungs candidates are ranked by
 * their learning curves so far; of equals the one given first goes on. A failed trial drops out.
 * Where a rung leaves the order as it was at the one before, those between it and the last are left
 * out (as in PASHA, Bohdal et al., ICLR 2023).
 *
 * @param <A> the architecture
 */
public final class HalvingSearch<A> implements SearchStrategy<A> {

  private final Objective objective;
  private final SurvivorOrder<A> order;
  private final List<Halving.Rung> rungs;
  private final OpenBatch<A> open = new OpenBatch<>();
  private final List<List<Trial<A>>> told = new ArrayList<>();
  private List<Proposal<A>> left = List.of();
  private final Set<A> mayGoOn = new HashSet<>();
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
    this(
        candidates,
        halving.rungs(candidates.size(), epochs),
        objective,
        new SurvivorOrder<>(List.of()));
  }

  /**
   * Starts a race.
   *
   * @param rungs from the lowest fidelity to the highest; at least one
   * @param order who is trained on
   */
  HalvingSearch(
      List<Proposal<A>> candidates,
      List<Halving.Rung> rungs,
      Objective objective,
      SurvivorOrder<A> order) {
    this.order = Objects.requireNonNull(order, "order");
    this.objective = Objects.requireNonNull(objective, "objective");
    this.rungs = List.copyOf(rungs);
    goOnWith(List.copyOf(candidates));
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireMayAsk(this);
    if (left.isEmpty()) {
      earlyEnd = "all trials of rung " + told.size() + " failed, so that no candidate is left";
      return List.of();
    }
    if (rung == rungs.size()) {
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
    boolean isSettled = !told.isEmpty() && new RungOrder<A>(objective).isKept(lastTold(), ordered);
    told.add(ordered);
    rung = isSettled ? Math.max(rung + 1, afterSettled()) : rung + 1;
    List<Trial<A>> best = ranked();
    goOnWith(
        best.stream()
            .limit(rung == rungs.size() ? best.size() : rungs.get(rung).candidates())
            .map(Trial::proposal)
            .toList());
  }

  private void goOnWith(List<Proposal<A>> candidates) {
    left = candidates;
    mayGoOn.clear();
    candidates.forEach(candidate -> mayGoOn.add(candidate.architecture()));
  }

  private List<Trial<A>> lastTold() {
    return told.get(told.size() - 1);
  }

  /** The full training if the race has one, or its end. */
  private int afterSettled() {
    int last = rungs.size() - 1;
    return rungs.get(last).fidelity().isFull() ? last : rungs.size();
  }

  /** Returns the complete trials of the last rung that was told, the best first. */
  List<Trial<A>> ranked() {
    return order.bestFirst(
        lastTold().stream().filter(Trial::isComplete).toList(),
        trial -> LearningCurve.score(trial, objective));
  }

  /** Returns what was told, rung by rung, each in the order in which it was asked. */
  List<List<Trial<A>>> told() {
    return List.copyOf(told);
  }

  @Override
  public boolean mayAskAgain(A architecture) {
    return rung < rungs.size() && mayGoOn.contains(architecture);
  }

  @Override
  public Optional<String> earlyEnd() {
    return Optional.ofNullable(earlyEnd);
  }
}
