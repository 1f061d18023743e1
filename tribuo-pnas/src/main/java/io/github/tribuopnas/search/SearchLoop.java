package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.search.trial.TrialStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * One run of a {@link Search}. It asks as long as the strategy asks ahead, and tells the oldest
 * batch only when it may not ask: so what is asked and told, and in which order, does not depend on
 * when trials end.
 */
final class SearchLoop<A> implements TrialExecutor.Callback<A> {

  private final SearchStrategy<A> strategy;
  private final TrialExecutor<A> executor;
  private final SearchListener<A> listener;
  private final TrialStore<A> store;
  private final Budget budget;
  private final LongSupplier nanoTime;
  private final List<Objective> objectives;
  private final Map<TrialKey<A>, Trial<A>> stored = new HashMap<>();
  private final Map<A, Fidelity> asked = new HashMap<>();
  private final Set<A> unfinished = new HashSet<>();
  private final FailureStreak<A> failures;

  private final Deque<AskedBatch<A>> open = new ArrayDeque<>();
  private final Map<TrialKey<A>, Trial<A>> finished = new HashMap<>();
  private final List<Trial<A>> all = new ArrayList<>();
  private List<Proposal<A>> waiting = new ArrayList<>();
  private int batches;
  private int trials;
  private boolean isCut;
  private boolean isDry;
  private boolean stopped;
  private long start;

  SearchLoop(Search.Builder<A> builder) {
    strategy = builder.strategy;
    executor = builder.executor;
    listener = builder.listener;
    store = builder.store;
    budget = builder.budget;
    nanoTime = builder.nanoTime;
    objectives = builder.objectives;
    for (Trial<A> trial : store.trials()) {
      if (!(builder.retryFailed && trial.status() == TrialStatus.FAILED)) {
        stored.put(trial.key(), trial);
      }
    }
    failures = new FailureStreak<>(budget.failuresInARow());
  }

  SearchResult<A> run() throws InterruptedException {
    start = nanoTime.getAsLong();
    advance();
    while (!waiting.isEmpty() && goesOn()) {
      List<Proposal<A>> given = handOver();
      executor.execute(given, this);
      if (!stopped) {
        requireAnswers(given);
      }
      advance();
    }
    if (!open.isEmpty()) {
      return stopped();
    }
    executor.keepOnly(Set.of());
    return new SearchResult<>(all, strategy.earlyEnd(), List.of());
  }

  /** Asks and tells until trials have to end first, or the search is over. */
  private void advance() {
    boolean isOver = false;
    while (!isOver) {
      if (failures.reached(finished)) {
        throw failures.exception();
      }
      if (mayAsk()) {
        List<Proposal<A>> batch = strategy.ask();
        isDry = batch.isEmpty();
        isOver = isDry && open.isEmpty();
        if (!isDry) {
          begin(batch);
        }
      } else {
        isOver = open.isEmpty() || !open.peek().isMeasured(finished);
        if (!isOver) {
          tell(open.remove());
        }
      }
    }
  }

  private boolean mayAsk() {
    return !isCut && (open.isEmpty() || !isDry && strategy.asksAhead());
  }

  private void begin(List<Proposal<A>> batch) {
    requireRisingFidelities(batch);
    store.startBatch(batches++, batch);
    int affordable = Math.min(batch.size(), budget.trials() - trials);
    isCut = affordable < batch.size();
    trials += affordable;
    AskedBatch<A> begun = new AskedBatch<>(batch, affordable);
    open.add(begun);
    if (affordable > 0) {
      listener.batchStarted(begun.level(), begun.measured());
      failures.add(begun.measured());
      begun.measured().forEach(this::recall);
    }
  }

  private void recall(Proposal<A> proposal) {
    Trial<A> known = stored.get(proposal.key());
    if (known == null) {
      waiting.add(proposal);
    } else {
      requireObjectives(known);
      finished.put(known.key(), known);
      listener.trialFinished(known);
    }
  }

  private void tell(AskedBatch<A> batch) {
    List<Trial<A>> told = batch.trials(finished);
    all.addAll(told);
    listener.batchFinished(batch.level(), told);
    strategy.tell(told);
    isDry = false;
  }

  private void requireRisingFidelities(List<Proposal<A>> batch) {
    for (Proposal<A> proposal : batch) {
      Fidelity before = asked.put(proposal.architecture(), proposal.fidelity());
      if (!proposal.fidelity().isFull()) {
        unfinished.add(proposal.architecture());
      } else {
        unfinished.remove(proposal.architecture());
      }
      if (before != null && proposal.fidelity().compareTo(before) <= 0) {
        throw new IllegalStateException(
            "the strategy broke its contract: it asks for "
                + proposal.architecture()
                + " at fidelity "
                + proposal.fidelity().fraction()
                + " after "
                + before.fraction()
                + "; it may ask again at a higher fidelity only");
      }
    }
  }

  private void requireObjectives(Trial<A> trial) {
    for (Objective objective : objectives) {
      if (trial.isComplete() && !Double.isFinite(objective.value(trial))) {
        throw new IllegalStateException(
            "the trial of "
                + trial.key()
                + " has no finite '"
                + objective.metric()
                + "', which the search optimizes; it has "
                + trial.metrics().values()
                + "; use an executor that measures it, or another objective");
      }
    }
  }

  private void requireAnswers(List<Proposal<A>> given) {
    for (Proposal<A> proposal : given) {
      if (!finished.containsKey(proposal.key())) {
        throw new IllegalStateException(
            "the executor broke its contract: no trial of " + proposal.key() + ", which was asked");
      }
    }
  }

  /** Returns what the executor is to measure now. */
  private List<Proposal<A>> handOver() {
    List<Proposal<A>> given = waiting;
    waiting = new ArrayList<>();
    if (!given.isEmpty()) {
      free();
    }
    return given;
  }

  /**
   * Frees what is kept for trials that will not go on. Not while old trials are told again: what
   * the last of them left is still to be asked for.
   */
  private void free() {
    if (unfinished.isEmpty()) {
      return;
    }
    unfinished.removeIf(architecture -> !strategy.mayAskAgain(architecture));
    Set<A> kept = new HashSet<>(unfinished);
    open.forEach(batch -> batch.measured().forEach(each -> kept.add(each.architecture())));
    executor.keepOnly(kept);
  }

  private SearchResult<A> stopped() {
    List<Proposal<A>> undone = new ArrayList<>();
    int askedLast = 0;
    for (AskedBatch<A> batch : open) {
      List<Trial<A>> measured = batch.trials(finished);
      all.addAll(measured);
      if (!batch.measured().isEmpty()) {
        listener.batchFinished(batch.level(), measured);
      }
      undone.addAll(batch.undone(finished));
      askedLast += batch.proposals().size();
    }
    String spent =
        all.size() >= budget.trials()
            ? "the budget of " + budget.trials() + " trials is spent"
            : "the time of " + budget.time() + " is over";
    String reason =
        spent
            + "; left undone: "
            + undone.size()
            + " of the "
            + askedLast
            + " asked last, at level "
            + undone.get(0).level()
            + ", and all that would have followed";
    return new SearchResult<>(all, Optional.of(reason), undone);
  }

  @Override
  public void finished(Trial<A> trial) {
    requireObjectives(trial);
    if (store.append(trial)) {
      finished.put(trial.key(), trial);
      listener.trialFinished(trial);
    }
  }

  @Override
  public List<Proposal<A>> more() {
    if (!goesOn()) {
      return List.of();
    }
    advance();
    return handOver();
  }

  @Override
  public boolean goesOn() {
    // A difference, since the clock's origin is arbitrary and it may pass its largest number.
    stopped =
        stopped
            || nanoTime.getAsLong() - start >= budget.time().toNanos()
            || failures.reached(finished);
    return !stopped;
  }
}
