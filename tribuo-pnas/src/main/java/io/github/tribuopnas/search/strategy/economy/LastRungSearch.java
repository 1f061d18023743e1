package io.github.tribuopnas.search.strategy.economy;

import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.FurtherObjective;
import io.github.tribuopnas.search.strategy.LastRung;
import io.github.tribuopnas.search.strategy.OpenBatch;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Any search, and after it a {@link LastRung}.
 *
 * @param <A> the architecture
 */
public final class LastRungSearch<A> implements SearchStrategy<A> {

  private final SearchStrategy<A> strategy;
  private final LastRung last;
  private final Objective objective;
  private final SurvivorOrder<A> order;
  private final OpenBatch<A> open = new OpenBatch<>();
  private final List<Trial<A>> told = new ArrayList<>();
  private boolean isLast;

  /**
   * Adds a last rung to a search.
   *
   * @param strategy chooses all that is tried before
   * @param last how many are trained again and for how long
   * @param objective what to optimize
   */
  public LastRungSearch(SearchStrategy<A> strategy, LastRung last, Objective objective) {
    this(strategy, last, objective, List.of());
  }

  /**
   * Adds a last rung to a search for several objectives. Those who are trained again are within the
   * limits and on the front before they are accurate.
   *
   * @param strategy chooses all that is tried before
   * @param last how many are trained again and for how long
   * @param objective what to optimize
   * @param further what is searched for besides
   */
  public LastRungSearch(
      SearchStrategy<A> strategy,
      LastRung last,
      Objective objective,
      List<FurtherObjective<A>> further) {
    order = new SurvivorOrder<>(further);
    this.strategy = Objects.requireNonNull(strategy, "strategy");
    this.last = Objects.requireNonNull(last, "last");
    this.objective = Objects.requireNonNull(objective, "objective");
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireMayAsk(this);
    List<Proposal<A>> batch = isLast ? List.of() : strategy.ask();
    if (batch.isEmpty() && !isLast && open.isClosed()) {
      isLast = true;
      batch = best();
    }
    return open.open(batch);
  }

  @Override
  public boolean asksAhead() {
    return !isLast && strategy.asksAhead();
  }

  private List<Proposal<A>> best() {
    Fidelity again = new Fidelity(last.times());
    Map<A, Proposal<A>> best = new LinkedHashMap<>();
    List<Trial<A>> ranked =
        Ranking.of(told, List.of(objective)).stream().filter(Trial::isComplete).toList();
    Map<Trial<A>, Integer> places = new HashMap<>();
    ranked.forEach(trial -> places.put(trial, places.size()));
    order.bestFirst(ranked, trial -> -places.getOrDefault(trial, 0)).stream()
        .map(trial -> trial.proposal().withFidelity(again))
        .forEach(proposal -> best.putIfAbsent(proposal.architecture(), proposal));
    return best.values().stream().limit(last.finalists()).toList();
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    List<Trial<A>> ordered = open.close(trials);
    if (!isLast) {
      told.addAll(ordered);
      strategy.tell(ordered);
    }
  }

  @Override
  public boolean mayAskAgain(A architecture) {
    return !isLast && strategy.mayAskAgain(architecture);
  }

  @Override
  public Optional<String> earlyEnd() {
    return strategy.earlyEnd();
  }
}
