package io.github.tribuopnas.search.strategy.economy;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.FurtherObjective;
import io.github.tribuopnas.search.strategy.Halving;
import io.github.tribuopnas.search.strategy.OpenBatch;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Any search, made cheaper by {@link Halving}. The proposals of a batch compete in a race of short
 * trainings, and the strategy is told the estimate of each candidate ({@link RaceEstimates}). When
 * it proposes nothing more, the best of all races, of whatever level, compete for the full
 * training. A trial at a higher rung continues that at the lower one.
 *
 * <p>Where the strategy asks ahead, the races of several batches go on at the same time: each asks
 * for its next rung as soon as its own trials have ended. The strategy is told of them in the order
 * in which it asked.
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
  private final Deque<Race<A>> asked = new ArrayDeque<>();
  private final Deque<Race<A>> races = new ArrayDeque<>();
  private final Map<A, Trial<A>> standing = new LinkedHashMap<>();
  private int tried;
  private @Nullable HalvingSearch<A> last;

  /** Candidates that compete with each other. */
  private static final class Race<A> {

    private final List<Proposal<A>> candidates;
    private final HalvingSearch<A> rungs;
    private boolean isRunning;
    private boolean isOver;

    Race(List<Proposal<A>> candidates, HalvingSearch<A> rungs) {
      this.candidates = candidates;
      this.rungs = rungs;
    }

    boolean isReady() {
      return !isRunning && !isOver;
    }

    List<Proposal<A>> ask() {
      List<Proposal<A>> batch = rungs.ask();
      isRunning = !batch.isEmpty();
      isOver = batch.isEmpty();
      return batch;
    }

    void tell(List<Trial<A>> trials) {
      isRunning = false;
      rungs.tell(trials);
    }
  }

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
    open.requireMayAsk(this);
    while (true) {
      Optional<Race<A>> ready = races.stream().filter(Race::isReady).findFirst().or(this::next);
      if (ready.isEmpty()) {
        return List.of();
      }
      List<Proposal<A>> batch = ready.get().ask();
      if (!batch.isEmpty()) {
        asked.add(ready.get());
        return open.open(batch);
      }
      end(ready.get().rungs);
    }
  }

  @Override
  public boolean asksAhead() {
    return !races.isEmpty() && (races.stream().anyMatch(Race::isReady) || strategyAsksAhead());
  }

  private boolean strategyAsksAhead() {
    return last == null && strategy.asksAhead();
  }

  private void end(HalvingSearch<A> ended) {
    ended.ranked().stream()
        .limit(halving.finalists())
        .forEach(trial -> standing.put(trial.architecture(), trial));
    while (!races.isEmpty() && races.peek().isOver && last == null) {
      Race<A> oldest = races.remove();
      strategy.tell(new RaceEstimates<A>(objective).of(oldest.candidates, oldest.rungs.told()));
    }
  }

  /** The race of what the strategy proposes or, once that is nothing more, of the best of all. */
  private Optional<Race<A>> next() {
    if (last != null || !races.isEmpty() && !strategyAsksAhead()) {
      return Optional.empty();
    }
    List<Proposal<A>> wanted = strategy.ask();
    Optional<Race<A>> next = Optional.empty();
    if (!wanted.isEmpty()) {
      wanted.forEach(HalvedSearch::requireFull);
      tried += wanted.size();
      next =
          Optional.of(
              new Race<>(
                  wanted,
                  new HalvingSearch<>(
                      wanted, halving.thinning(wanted.size(), epochs), objective, order)));
    } else if (races.isEmpty()) {
      next = last();
    }
    next.ifPresent(races::add);
    return next;
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
  private Optional<Race<A>> last() {
    List<Trial<A>> best = best();
    standing.clear();
    int trained =
        best.stream()
            .mapToInt(trial -> trial.proposal().fidelity().epochs(epochs))
            .max()
            .orElse(epochs);
    if (trained == epochs) {
      return Optional.empty();
    }
    List<Halving.Rung> rungs = halving.last(best.size(), epochs, trained);
    List<Proposal<A>> finalists =
        best.stream().limit(rungs.get(0).candidates()).map(Trial::proposal).toList();
    last = new HalvingSearch<>(finalists, rungs, objective, order);
    return Optional.of(new Race<>(finalists, last));
  }

  /** As many as a single race of all would have left, compared after equally many epochs. */
  private List<Trial<A>> best() {
    int shortest =
        standing.values().stream()
            .mapToInt(trial -> trial.proposal().fidelity().epochs(epochs))
            .min()
            .orElse(epochs);
    return order
        .bestFirst(
            List.copyOf(standing.values()),
            trial -> LearningCurve.score(trial, objective, shortest))
        .stream()
        .limit(halving.next(tried))
        .toList();
  }

  @Override
  public void tell(List<Trial<A>> trials) {
    List<Trial<A>> ordered = open.close(trials);
    asked.remove().tell(ordered);
  }

  @Override
  public boolean mayAskAgain(A architecture) {
    return races.stream().anyMatch(race -> race.rungs.mayAskAgain(architecture))
        || standing.containsKey(architecture);
  }

  @Override
  public Optional<String> earlyEnd() {
    return strategy.earlyEnd().or(() -> last == null ? Optional.empty() : last.earlyEnd());
  }
}
