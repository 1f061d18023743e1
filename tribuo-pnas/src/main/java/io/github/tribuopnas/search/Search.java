package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.search.trial.TrialStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The loop of a search: asks the strategy for a batch, lets the executor measure it and tells the
 * strategy the results, until the strategy proposes nothing more or the budget is spent. Results
 * are told in the order of the proposals, so that the outcome does not depend on which trial
 * finished first.
 *
 * <p>All proposals and trials go through a {@link TrialStore}. A search over a store that holds the
 * beginning of the same search measures only what is missing, and its result is that of an
 * uninterrupted search.
 *
 * @param <A> the architecture
 */
public final class Search<A> {

  private final SearchStrategy<A> strategy;
  private final TrialExecutor<A> executor;
  private final SearchListener<A> listener;
  private final TrialStore<A> store;
  private final Budget budget;
  private final LongSupplier nanoTime;
  private final List<Objective> objectives;
  private final Map<TrialKey<A>, Trial<A>> stored = new HashMap<>();
  private final Map<A, Fidelity> asked = new HashMap<>();
  private final FailureStreak<A> failures;

  private Search(Builder<A> builder) {
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

  /**
   * Returns a builder.
   *
   * @param <A> the architecture
   * @return a builder whose strategy and executor have yet to be set
   */
  public static <A> Builder<A> builder() {
    return new Builder<>();
  }

  /**
   * Runs the search to its end. Can be called once.
   *
   * @return what was found
   * @throws InterruptedException if the thread is interrupted; nothing more is measured
   * @throws FailuresInARowException if as many trials failed in a row as the budget allows
   * @throws TrialStoreException if the store holds another search or cannot be written
   * @throws IllegalStateException if the strategy or the executor breaks its contract, or if a
   *     complete trial lacks the metric of an objective
   */
  public SearchResult<A> run() throws InterruptedException {
    long start = nanoTime.getAsLong();
    List<Trial<A>> all = new ArrayList<>();
    List<Proposal<A>> batch = strategy.ask();
    for (int number = 0; !batch.isEmpty(); number++) {
      requireRisingFidelities(batch);
      store.startBatch(number, batch);
      int affordable = Math.min(batch.size(), budget.trials() - all.size());
      List<Trial<A>> trials = measure(batch.subList(0, affordable), start);
      all.addAll(trials);
      if (trials.size() < batch.size()) {
        return stopped(all, batch, trials);
      }
      strategy.tell(trials);
      batch = strategy.ask();
    }
    executor.keepOnly(Set.of());
    return new SearchResult<>(all, strategy.earlyEnd(), List.of());
  }

  private void requireRisingFidelities(List<Proposal<A>> batch) {
    for (Proposal<A> proposal : batch) {
      Fidelity before = asked.put(proposal.architecture(), proposal.fidelity());
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

  private List<Trial<A>> measure(List<Proposal<A>> batch, long start) throws InterruptedException {
    if (batch.isEmpty()) {
      return List.of();
    }
    int level = batch.get(0).level();
    listener.batchStarted(level, batch);
    Map<TrialKey<A>, Trial<A>> finished = new HashMap<>();
    List<Proposal<A>> open = new ArrayList<>(batch.size());
    for (Proposal<A> proposal : batch) {
      Trial<A> known = stored.get(proposal.key());
      if (known == null) {
        open.add(proposal);
      } else {
        requireObjectives(known);
        finished.put(known.key(), known);
        listener.trialFinished(known);
      }
    }
    failures.start(batch);
    Watch watch = new Watch(finished, start);
    if (!open.isEmpty() && watch.goesOn()) {
      free(batch);
      executor.execute(open, watch);
    }
    if (failures.reached(finished)) {
      throw failures.exception();
    }
    List<Trial<A>> ordered = ordered(batch, finished, watch.stopped);
    listener.batchFinished(level, ordered);
    return ordered;
  }

  /**
   * Frees what is kept for trials that will not go on. Not while old trials are told again: what
   * the last of them left is still to be asked for.
   */
  private void free(List<Proposal<A>> batch) {
    if (asked.values().stream().allMatch(Fidelity::isFull)) {
      return;
    }
    Set<A> kept = batch.stream().map(Proposal::architecture).collect(Collectors.toSet());
    asked.forEach(
        (architecture, fidelity) -> {
          if (!fidelity.isFull() && strategy.mayAskAgain(architecture)) {
            kept.add(architecture);
          }
        });
    executor.keepOnly(kept);
  }

  private List<Trial<A>> ordered(
      List<Proposal<A>> batch, Map<TrialKey<A>, Trial<A>> finished, boolean stopped) {
    List<Trial<A>> ordered = new ArrayList<>(batch.size());
    for (Proposal<A> proposal : batch) {
      Trial<A> trial = finished.get(proposal.key());
      if (trial != null) {
        ordered.add(trial);
      } else if (!stopped) {
        throw new IllegalStateException(
            "the executor broke its contract: no trial of " + proposal.key() + ", which was asked");
      }
    }
    return ordered;
  }

  private SearchResult<A> stopped(
      List<Trial<A>> all, List<Proposal<A>> batch, List<Trial<A>> trials) {
    Set<TrialKey<A>> measured = trials.stream().map(Trial::key).collect(Collectors.toSet());
    List<Proposal<A>> undone =
        batch.stream().filter(proposal -> !measured.contains(proposal.key())).toList();
    String spent =
        all.size() >= budget.trials()
            ? "the budget of " + budget.trials() + " trials is spent"
            : "the time of " + budget.time() + " is over";
    String reason =
        spent
            + "; left undone: "
            + undone.size()
            + " of the "
            + batch.size()
            + " asked last, at level "
            + batch.get(0).level()
            + ", and all that would have followed";
    return new SearchResult<>(all, Optional.of(reason), undone);
  }

  /** Records and passes on what the executor measures, and says when it is enough. */
  private final class Watch implements TrialExecutor.Callback<A> {

    private final Map<TrialKey<A>, Trial<A>> finished;
    private final long start;
    private boolean stopped;

    Watch(Map<TrialKey<A>, Trial<A>> finished, long start) {
      this.finished = finished;
      this.start = start;
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
    public boolean goesOn() {
      // A difference, since the clock's origin is arbitrary and it may pass its largest number.
      stopped =
          stopped
              || nanoTime.getAsLong() - start >= budget.time().toNanos()
              || failures.reached(finished);
      return !stopped;
    }
  }

  /**
   * Builds a {@link Search}.
   *
   * @param <A> the architecture
   */
  public static final class Builder<A> {

    private SearchStrategy<A> strategy;
    private TrialExecutor<A> executor;
    private SearchListener<A> listener = new SearchListener<>() {};
    private TrialStore<A> store = new MemoryTrialStore<>();
    private Budget budget = Budget.UNLIMITED;
    private LongSupplier nanoTime = System::nanoTime;
    private List<Objective> objectives = List.of(Objective.ACCURACY);
    private boolean retryFailed;

    @SuppressWarnings("NullAway.Init") // The required ones are checked when this is built.
    private Builder() {}

    /**
     * Sets the strategy.
     *
     * @param strategy decides what is measured; a new one
     * @return this builder
     */
    public Builder<A> setStrategy(SearchStrategy<A> strategy) {
      this.strategy = Objects.requireNonNull(strategy, "strategy");
      return this;
    }

    /**
     * Sets the executor. The search does not close it.
     *
     * @param executor measures
     * @return this builder
     */
    public Builder<A> setExecutor(TrialExecutor<A> executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Sets who watches. By default nobody.
     *
     * @param listener hears of batches and trials
     * @return this builder
     */
    public Builder<A> optListener(SearchListener<A> listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets where the search is kept, and continues what is kept there. By default in memory. The
     * search does not close it.
     *
     * @param store empty, or with the beginning of the same search
     * @return this builder
     */
    public Builder<A> optStore(TrialStore<A> store) {
      this.store = Objects.requireNonNull(store, "store");
      return this;
    }

    /**
     * Measures again what failed according to the store, after the cause was repaired. By default a
     * failed trial stays failed, so that a resumed search gives the result of an uninterrupted one.
     *
     * @return this builder
     */
    public Builder<A> optRetryFailed() {
      retryFailed = true;
      return this;
    }

    /**
     * Sets what the search may spend. By default it is unlimited.
     *
     * @param budget the budget
     * @return this builder
     */
    public Builder<A> optBudget(Budget budget) {
      this.budget = Objects.requireNonNull(budget, "budget");
      return this;
    }

    /** Sets the clock, in nanoseconds from any origin. */
    Builder<A> optNanoTime(LongSupplier clock) {
      nanoTime = clock;
      return this;
    }

    /**
     * Sets what the search optimizes. Every complete trial must have the metrics of all of them. By
     * default the accuracy.
     *
     * @param objectives the objectives, the most important first; at least one
     * @return this builder
     * @throws IllegalArgumentException if there is none
     */
    public Builder<A> optObjectives(List<Objective> objectives) {
      if (objectives.isEmpty()) {
        throw new IllegalArgumentException("a search without objectives; allowed are one and more");
      }
      this.objectives = List.copyOf(objectives);
      return this;
    }

    /**
     * Builds the search.
     *
     * @return the search
     * @throws IllegalStateException if something required was not set
     */
    public Search<A> build() {
      if (strategy == null || executor == null) {
        throw new IllegalStateException("call setStrategy and setExecutor before build");
      }
      return new Search<>(this);
    }
  }
}
