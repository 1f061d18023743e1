package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Any search, made cheaper by {@link Halving}. The proposals of a batch compete in a race of short
 * trainings, and the strategy is told the estimate of each candidate ({@link RaceEstimates}). When
 * it proposes nothing more, the best of all races, of whatever level, compete for the full
 * training. A trial at a higher rung continues that at the lower one.
 *
 * @param <A> the architecture
 */
public final class HalvedSearch<A> implements SearchStrategy<A> {

  private final SearchStrategy<A> strategy;
  private final Halving halving;
  private final int epochs;
  private final Objective objective;
  private final SurvivorOrder<A> order;
  private final OpenBatch<A> open = new OpenBatch<>();
  private List<Proposal<A>> wanted = List.of();
  private List<Trial<A>> standing = new ArrayList<>();
  private int tried;
  private boolean isLast;
  private @Nullable HalvingSearch<A> race;

  /**
   * Halves a search.
   *
   * @param strategy chooses the candidates; asks each once, at the full training
   * @param halving how races go
   * @param epochs the epochs of the full training, at least 1
   * @param objective what to optimize
   */
  public HalvedSearch(
      SearchStrategy<A> strategy, Halving halving, int epochs, Objective objective) {
    this(strategy, halving, epochs, objective, List.of());
  }

  /**
   * Halves a search for several objectives. Those who go on are within the limits and on the front
   * of their race before they are accurate.
   *
   * @param strategy chooses the candidates; asks each once, at the full training
   * @param halving how races go
   * @param epochs the epochs of the full training, at least 1
   * @param objective what to optimize
   * @param further what is searched for besides
   */
  public HalvedSearch(
      SearchStrategy<A> strategy,
      Halving halving,
      int epochs,
      Objective objective,
      List<FurtherObjective<A>> further) {
    order = new SurvivorOrder<>(further);
    this.strategy = Objects.requireNonNull(strategy, "strategy");
    this.halving = Objects.requireNonNull(halving, "halving");
    this.epochs = Require.atLeast("epochs", epochs, 1);
    this.objective = Objects.requireNonNull(objective, "objective");
  }

  @Override
  public List<Proposal<A>> ask() {
    open.requireClosed();
    List<Proposal<A>> batch = race == null ? List.of() : race.ask();
    while (batch.isEmpty() && !isLast) {
      if (race != null) {
        end(race);
      }
      race = next();
      batch = race == null ? List.of() : race.ask();
    }
    return open.open(batch);
  }

  private void end(HalvingSearch<A> ended) {
    standing.addAll(ended.ranked().stream().limit(halving.finalists()).toList());
    strategy.tell(new RaceEstimates<A>(objective).of(wanted, ended.told()));
  }

  private @Nullable HalvingSearch<A> next() {
    wanted = strategy.ask();
    if (wanted.isEmpty()) {
      isLast = true;
      return last();
    }
    wanted.forEach(HalvedSearch::requireFull);
    tried += wanted.size();
    return new HalvingSearch<>(wanted, halving.thinning(wanted.size(), epochs), objective, order);
  }

  private static void requireFull(Proposal<?> proposal) {
    if (!proposal.fidelity().isFull()) {
      throw new IllegalStateException(
          "the strategy asks for "
              + proposal.key()
              + ", so it halves already; leave halving off with it");
    }
  }

  /** The race of the best of all races; none if they were trained in full. */
  private @Nullable HalvingSearch<A> last() {
    List<Trial<A>> best = best();
    standing = List.of();
    int trained =
        best.stream()
            .mapToInt(trial -> trial.proposal().fidelity().epochs(epochs))
            .max()
            .orElse(epochs);
    if (trained == epochs) {
      return null;
    }
    List<Halving.Rung> rungs = halving.last(best.size(), epochs, trained);
    return new HalvingSearch<>(
        best.stream().limit(rungs.get(0).candidates()).map(Trial::proposal).toList(),
        rungs,
        objective,
        order);
  }

  /** As many as a single race of all would have left, compared after equally many epochs. */
  private List<Trial<A>> best() {
    int shortest =
        standing.stream()
            .mapToInt(trial -> trial.proposal().fidelity().epochs(epochs))
            .min()
            .orElse(epochs);
    return order
        .bestFirst(standing, trial -> LearningCurve.score(trial, objective, shortest))
        .stream()
        .limit(halving.next(tried))
        .toList();
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    List<Trial<A>> ordered = open.close(trials);
    Objects.requireNonNull(race).tell(ordered);
  }

  @Override
  public boolean mayAskAgain(A architecture) {
    return race != null && race.mayAskAgain(architecture)
        || standing.stream().anyMatch(trial -> trial.architecture().equals(architecture));
  }

  @Override
  public Optional<String> earlyEnd() {
    return strategy
        .earlyEnd()
        .or(() -> isLast && race != null ? race.earlyEnd() : Optional.empty());
  }
}
